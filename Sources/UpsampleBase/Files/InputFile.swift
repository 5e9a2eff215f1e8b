import CUpsampleSystem
import Glibc

/// An open input: a file, a device, a pipe, or standard input.
///
/// It is used by one thread at a time, and by one ``ImageSource`` at a time.
package final class InputFile {
  /// The name for people to read.
  package let name: String
  /// What the system knew about the file when it was opened.
  package let status: FileStatus
  /// The length of a regular file, in bytes; `nil` for anything else.
  package let byteCount: Int?

  /// The reader of the file's bytes.
  package let bytes: OpaquePointer

  private let descriptor: Int32
  private let isOwned: Bool
  /// The offset at which the picture starts; `nil` where there is no going back.
  private let start: off_t?

  /// Opens an input. Standard input is read from where it stands, and is never
  /// closed.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be opened.
  package convenience init(_ input: Endpoint) throws(UpsampleError) {
    switch input {
    case .standardStream:
      try self.init(descriptor: STDIN_FILENO, name: "standard input", isOwned: false)
    case .file(let path):
      let descriptor = path.withCString { path in
        retryingInterrupts { Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
      }
      let name = path.description
      guard descriptor >= 0 else {
        throw .lastFailure(action: "open", name: name, side: .input)
      }
      try self.init(descriptor: descriptor, name: name, isOwned: true)
    }
  }

  /// Opens a file unless it is a pipe, a device or the like, which could keep the
  /// caller waiting.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be opened, with `EISDIR` when it is a
  ///   folder; ``UpsampleError/file(_:)`` when it is no regular file either.
  package convenience init(regular path: FilePath) throws(UpsampleError) {
    try self.init(regular: path, in: AT_FDCWD, flags: 0, name: path.description)
  }

  /// Opens a plain file in an open folder; a link is not followed.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be opened, with `EISDIR` when it is a
  ///   folder; ``UpsampleError/file(_:)`` when it is no regular file either.
  package convenience init(regular name: FilePath, in folder: OutputFolder) throws(UpsampleError) {
    try self.init(
      regular: name, in: folder.descriptor, flags: O_NOFOLLOW,
      name: folder.path.appending(name).description)
  }

  private convenience init(
    regular path: FilePath, in folder: Int32, flags: Int32, name: String
  ) throws(UpsampleError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags
    let descriptor = path.withCString { path in
      retryingInterrupts { openat(folder, path, flags) }
    }
    guard descriptor >= 0 else { throw .lastFailure(action: "open", name: name, side: .input) }
    try self.init(descriptor: descriptor, name: name, isOwned: true)
    switch status.kind {
    case .regular: break
    case .folder:
      throw .system(SystemFailure(action: "read", name: name, side: .input, code: EISDIR))
    case .link, .stream, .other: throw .file(FileDefect(name: name, BaseFault.noRegularFile))
    }
  }

  /// Reads a file in memory from its start.
  package convenience init(_ memory: MemoryFile) throws(UpsampleError) {
    guard lseek(memory.descriptor, 0, SEEK_SET) == 0 else {
      throw .lastFailure(action: "read", name: "a file in memory", side: .input)
    }
    try self.init(descriptor: memory.descriptor, name: "a file in memory", isOwned: false)
  }

  /// Opens an input so that it can be read so many times.
  package static func open(_ input: Endpoint, readings: Int) throws(UpsampleError) -> InputFile {
    let file = try InputFile(input)
    return readings > 1 && !file.isRewindable ? try file.spooled() : file
  }

  private init(descriptor: Int32, name: String, isOwned: Bool) throws(UpsampleError) {
    let status = FileStatus(of: descriptor)
    let offset = status?.kind == .regular ? lseek(descriptor, 0, SEEK_CUR) : 0
    // Some file systems have regular files that are streams.
    guard let status, offset >= 0 || errno == ESPIPE, let bytes = cus_source_create(descriptor)
    else {
      let failure = UpsampleError.lastFailure(action: "read", name: name, side: .input)
      if isOwned { close(descriptor) }
      throw failure
    }
    self.descriptor = descriptor
    self.name = name
    self.isOwned = isOwned
    self.bytes = bytes
    self.status = status
    start = status.kind == .regular && offset >= 0 ? offset : nil
    byteCount = start.map { max(0, status.byteCount - Int($0)) }
  }

  deinit {
    cus_source_destroy(bytes)
    if isOwned { close(descriptor) }
  }

  /// By which the same file is known under another name.
  var identity: FileStatus.Identity { status.identity }

  /// Whether the file can be read a second time.
  package var isRewindable: Bool { start != nil }

  /// Keeps the bytes of a stream that are read from now on for ``window()``, until
  /// that is called: so many beside the pixels, and what else stands among them.
  package func keepStart(limit: Int) {
    guard start == nil else { return }
    cus_source_start_recording(bytes, min(max(0, limit), 1 << 40) + 1 << 20)
  }

  /// The bytes of the file, from where it was when it was opened; of a stream
  /// those that were read. What can't be read is left out, and refused by
  /// ``checkWindow()``.
  package func window() -> ByteWindow {
    guard let start, let byteCount else {
      var count = 0
      let recording = cus_source_recording(bytes, &count)
      defer { cus_source_stop_recording(bytes) }
      return ByteWindow(Array(UnsafeBufferPointer(start: recording, count: count)), isStart: true)
    }
    let descriptor = descriptor
    return ByteWindow(count: byteCount) { offset, count in
      [UInt8](unsafeUninitializedCapacity: count) { bytes, taken in
        taken = cus_read_at(
          descriptor, bytes.baseAddress, count, Int64(start) + Int64(offset), &self.windowFailure)
      }[...]
    }
  }

  /// The system's error number of a window's last failure, or 0.
  private var windowFailure: Int32 = 0

  /// Fails if any byte of the windows could not be read.
  package func checkWindow() throws(UpsampleError) {
    guard windowFailure == 0 else {
      throw .system(SystemFailure(action: "read", name: name, side: .input, code: windowFailure))
    }
  }

  /// Goes back to where the file was when it was opened. A source that reads it
  /// is of no use any more.
  ///
  /// - Precondition: The file is rewindable.
  package func rewind() throws(UpsampleError) {
    guard lseek(descriptor, start!, SEEK_SET) >= 0 else {
      throw .lastFailure(action: "rewind", name: name, side: .input)
    }
    cus_source_reset(bytes)
  }

  /// A rewindable copy of what is left of a pipe, in a temporary file without a
  /// name that ends with the object. Nothing may have been read before.
  ///
  /// The copy lies in ``FilePath/copiesFolder``.
  func spooled() throws(UpsampleError) -> InputFile {
    let copy = try openAnonymousFile()
    do throws(UpsampleError) {
      try copyRest(to: copy)
    } catch {
      close(copy)
      throw error
    }
    return try InputFile(descriptor: copy, name: name, isOwned: true)
  }

  private func copyRest(to copy: Int32) throws(UpsampleError) {
    let buffer = Storage<UInt8>(zeros: 128 * 1024)
    while case let count = try readSome(into: buffer.bytes), count > 0 {
      errno = cus_write_all(copy, buffer.base, count)
      guard errno == 0 else { throw spoolFailure }
    }
    guard lseek(copy, 0, SEEK_SET) == 0 else { throw spoolFailure }
  }

  /// All bytes of the file. Nothing may have been read before.
  ///
  /// - Throws: ``UpsampleError/limit(_:)`` when there are more than `limit`.
  package func contents(limit: Int) throws(UpsampleError) -> [UInt8] {
    func check(_ count: Int) throws(UpsampleError) {
      guard count <= limit else {
        throw .limit(LimitExcess(subject: name, quantity: "bytes", value: count, limit: limit))
      }
    }
    try check(byteCount ?? 0)
    var contents: [UInt8] = []
    contents.reserveCapacity(byteCount ?? 0)
    let buffer = Storage<UInt8>(zeros: 16 * 1024)
    while case let count = try readSome(into: buffer.bytes), count > 0 {
      contents += buffer.bytes[..<count]
      try check(contents.count)
    }
    return contents
  }

  /// Reads what is there, up to the buffer's size. Returns the number of bytes,
  /// 0 at the file's end.
  package func readSome(into buffer: UnsafeMutableRawBufferPointer) throws(UpsampleError) -> Int {
    let count = cus_read(descriptor, buffer.baseAddress, buffer.count)
    guard count >= 0 else { throw .lastFailure(action: "read", name: name, side: .input) }
    return count
  }

  private func openAnonymousFile() throws(UpsampleError) -> Int32 {
    let descriptor = FilePath.copiesFolder.withCString(cus_open_anonymous)
    guard descriptor >= 0 else { throw spoolFailure }
    return descriptor
  }

  private var spoolFailure: UpsampleError {
    .lastFailure(action: "write", name: "a temporary copy of \(name)", side: .output)
  }
}

extension FilePath {
  /// Where streams that are read more than once are copied to: the folder that
  /// `TMPDIR` names, else `/var/tmp`.
  package static var copiesFolder: FilePath {
    let chosen: UnsafeMutablePointer<CChar>? = getenv("TMPDIR")
    return chosen.map { FilePath(cString: $0) } ?? FilePath("/var/tmp")
  }
}
