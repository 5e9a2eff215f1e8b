import CUpsampleSystem
import Glibc

/// An open output: a file that appears under its name only when it is complete,
/// or a stream.
///
/// A file is written under a temporary name in the folder where it will stay.
/// ``commit()`` makes it durable and gives it its name; without that, nothing
/// remains. Where the name is a symbolic link, the file that it leads to is
/// replaced and the link stays. A pipe, a terminal or another character device
/// is written straight through, as standard output is.
///
/// It is used by one thread at a time.
package final class OutputFile {
  /// The name for people to read.
  package let name: String

  /// The file whose mode and time of change the output gets, if any.
  package var attributes: FileStatus?

  private var destination: Destination
  private let rule: ReplacementRule
  private let placement: Placement?

  private enum Destination {
    case stream(Int32, isOwned: Bool)
    case file(TemporaryFile, output: FilePath)
    case closed
  }

  /// Opens an output.
  ///
  /// - Parameters:
  ///   - output: Where the bytes go.
  ///   - existing: Whether a file that is there may be replaced.
  ///   - inputs: The files that are read, which must be other ones.
  /// - Throws: ``UpsampleError/system(_:)`` with `EEXIST` for a file that is
  ///   there and must stay, or with what else stands in the way;
  ///   ``UpsampleError/request(_:)`` when the output is an input.
  package init(
    _ output: Endpoint, existing: ExistingPolicy = .replace, inputs: [InputFile] = []
  ) throws(UpsampleError) {
    rule = existing == .replace ? .replace : .keep
    placement = nil
    destination = .closed
    switch output {
    case .standardStream:
      name = "standard output"
      if let status = FileStatus(of: STDOUT_FILENO) { try check(status, isNoneOf: inputs) }
      destination = .stream(STDOUT_FILENO, isOwned: false)
    case .file(let path):
      name = path.description
      destination = try open(path, inputs: inputs)
    }
  }

  /// Opens an output whose name stands in an open folder, and never leads out of
  /// it: a link of that name is replaced, not followed.
  ///
  /// With a placement, the folder itself is made durable by its owner.
  package init(
    _ output: FilePath, in folder: OutputFolder, existing: ExistingPolicy = .replace,
    inputs: [InputFile] = [], placement: Placement? = nil
  ) throws(UpsampleError) {
    rule = existing == .replace ? .replace : .keep
    name = folder.path.appending(output).description
    self.placement = placement
    destination = .closed
    var mode: mode_t?
    if let existing = try folder.status(of: output) {
      guard existing.kind == .regular || existing.kind == .link else {
        throw failure("write", existing.kind == .folder ? EISDIR : EPERM)
      }
      try check(existing, isNoneOf: inputs)
      guard rule == .replace else { throw failure("create", EEXIST) }
      if existing.kind == .regular {
        guard folder.mayWrite(output) else { throw failure("write", errno) }
        mode = existing.permissions
      }
    }
    destination = try create(output, in: folder.duplicate(), mode: mode)
  }

  /// An output to a file in memory, behind what is in it.
  package init(_ memory: MemoryFile) {
    rule = .replace
    placement = nil
    name = "a file in memory"
    destination = .stream(memory.descriptor, isOwned: false)
  }

  /// An output that is written nowhere, in place of one that is only planned.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` with `EEXIST` for a file that is there
  ///   and must stay.
  package static func discarding(
    _ output: Endpoint, existing: ExistingPolicy
  ) throws(UpsampleError) -> OutputFile {
    try OutputFile(discarding: output, existing: existing)
  }

  private init(
    discarding output: Endpoint, existing: ExistingPolicy
  ) throws(UpsampleError) {
    rule = existing == .replace ? .replace : .keep
    placement = nil
    destination = .closed
    name = output.name
    if existing != .replace, output.exists { throw failure("create", EEXIST) }
    destination = try openStream(FilePath("/dev/null"))
  }

  deinit { close() }

  /// The descriptor to write to.
  ///
  /// - Precondition: The output is open.
  package var descriptor: Int32 {
    switch destination {
    case .stream(let descriptor, _): descriptor
    case .file(let file, _): file.descriptor
    case .closed: preconditionFailure("the output is closed")
    }
  }

  /// Writes bytes behind those written before.
  package func write(_ bytes: [UInt8]) throws(UpsampleError) {
    try check(cus_write_all(descriptor, bytes, bytes.count), "write")
  }

  /// Makes the file durable and puts it under its name. The output is closed
  /// whether that succeeds or not; if not, what was there before is there still.
  package func commit() throws(UpsampleError) {
    defer { close() }
    guard case .file(let file, let output) = destination else { return }
    if let attributes, attributes.kind == .regular {
      try check(file.copyAttributes(of: attributes), "set mode and time of")
    }
    guard let placement else {
      try check(file.synchronize(), "write")
      try check(file.rename(to: output, rule: rule), "create")
      try check(file.synchronizeFolder(), "write")
      return
    }
    try placement.whileWaiting { () throws(UpsampleError) in
      try check(file.synchronize(), "write")
      guard let status = FileStatus(of: file.descriptor) else { throw failure("write", errno) }
      try placement.willAppear(status)
    }
    try check(file.rename(to: output, rule: rule), "create")
  }

  /// Closes the output; a file that is not committed goes.
  private func close() {
    if case .stream(let descriptor, isOwned: true) = destination { Glibc.close(descriptor) }
    destination = .closed
  }

  private func open(_ path: FilePath, inputs: [InputFile]) throws(UpsampleError) -> Destination {
    guard !path.lastComponent.bytes.isEmpty else { throw failure("create", ENOENT) }
    guard path.bytes.last != .slash else { throw failure("write", EISDIR) }
    guard let existing = try status(of: path) else { return try openFile(path, mode: nil) }
    switch existing.kind {
    case .folder:
      throw failure("write", EISDIR)
    case .other:
      throw failure("write", EPERM)
    case .stream:
      return try openStream(path)
    // A status that follows links tells of none.
    case .regular, .link:
      try check(existing, isNoneOf: inputs)
      if isStandardOutput(path, existing) { return .stream(STDOUT_FILENO, isOwned: false) }
      try checkReplaceable(path)
      return try openFile(path, mode: existing.permissions)
    }
  }

  private func status(of path: FilePath) throws(UpsampleError) -> FileStatus? {
    if let status = FileStatus(at: path) { return status }
    guard errno == ENOENT else { throw failure("create", errno) }
    return nil
  }

  /// Refuses a regular file that is also read. A terminal or a device may be
  /// both.
  private func check(
    _ existing: FileStatus, isNoneOf inputs: [InputFile]
  ) throws(UpsampleError) {
    guard existing.kind == .regular else { return }
    if let input = inputs.first(where: { $0.identity == existing.identity }) {
      throw .request(
        RequestFault(
          subject: "output \(name)", BaseFault.outputIsInput(input.name)))
    }
  }

  private func checkReplaceable(_ path: FilePath) throws(UpsampleError) {
    guard rule == .replace else { throw failure("create", EEXIST) }
    // A file that is protected from being written is not replaced either.
    let access = path.withCString { faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) }
    guard access == 0 else { throw failure("write", errno) }
  }

  private func openStream(_ path: FilePath) throws(UpsampleError) -> Destination {
    let descriptor = path.withCString { path in
      retryingInterrupts { Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
    }
    guard descriptor >= 0 else { throw failure("open", errno) }
    return .stream(descriptor, isOwned: true)
  }

  private func openFile(_ path: FilePath, mode: mode_t?) throws(UpsampleError) -> Destination {
    guard let target = path.followingLinks() else { throw failure("create", errno) }
    let folder = openFolder(target.parent)
    guard folder >= 0 else {
      throw .unopenedFolder(target.parent, errno)
    }
    return try create(target.lastComponent, in: folder, mode: mode)
  }

  private func create(
    _ output: FilePath, in folder: Int32, mode: mode_t?
  ) throws(UpsampleError) -> Destination {
    guard folder >= 0, let file = TemporaryFile(in: folder, for: output, mode: mode ?? 0o666) else {
      throw failure("create", errno)
    }
    if let mode { try check(fchmod(file.descriptor, mode) == 0 ? 0 : errno, "create") }
    return .file(file, output: output)
  }

  private func check(_ code: Int32, _ action: String) throws(UpsampleError) {
    if code != 0 { throw failure(action, code) }
  }

  private func failure(_ action: String, _ code: Int32) -> UpsampleError {
    .system(
      SystemFailure(
        action: action, name: name, side: .output, code: code,
        remedy: rule == .keep && code == EEXIST
          ? "The choice of `existing` keeps it; replace overwrites it." : nil))
  }
}

/// What goes along with a file that gets its name.
package struct Placement {
  /// Calls its argument, which waits for the disk.
  let whileWaiting: (() throws(UpsampleError) -> Void) throws(UpsampleError) -> Void
  /// Called with what the system knows about the file when its bytes are on the
  /// disk, before it gets its name. An error keeps it from getting it.
  let willAppear: (FileStatus) throws(UpsampleError) -> Void

  package init(
    whileWaiting: @escaping (() throws(UpsampleError) -> Void) throws(UpsampleError) -> Void,
    willAppear: @escaping (FileStatus) throws(UpsampleError) -> Void
  ) {
    self.whileWaiting = whileWaiting
    self.willAppear = willAppear
  }
}

extension Endpoint {
  /// Refuses a file whose folder is not there, as writing it would.
  package func checkFolder() throws(UpsampleError) {
    guard case .file(let path) = self, let target = path.followingLinks(),
      FileStatus(at: target.parent) == nil
    else { return }
    throw .unopenedFolder(target.parent, errno)
  }
}

extension UpsampleError {
  fileprivate static func unopenedFolder(_ folder: FilePath, _ code: Int32) -> UpsampleError {
    .system(
      SystemFailure(
        action: "open the folder", name: folder.description, side: .output, code: code,
        remedy: code == ENOENT ? "Make it first, or give `parents`." : nil))
  }
}

/// Opens a folder for names to be made in it; where it may not be read, only
/// for that. Returns -1 with `errno` set on failure.
private func openFolder(_ path: FilePath) -> Int32 {
  path.withCString { path in
    let flags = O_DIRECTORY | O_CLOEXEC
    let readable = retryingInterrupts { open(path, O_RDONLY | flags) }
    if readable >= 0 || errno != EACCES { return readable }
    return retryingInterrupts { open(path, cus_path_flag | flags) }
  }
}

/// Whether a path such as `/dev/stdout` leads to the file that standard output
/// already writes to.
private func isStandardOutput(_ path: FilePath, _ status: FileStatus) -> Bool {
  path.linkTarget() != nil && FileStatus(of: STDOUT_FILENO)?.identity == status.identity
}
