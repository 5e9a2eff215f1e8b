import Glibc
import Synchronization
import Upsample
import UpsampleBatch

/// The file of `--report`: JSON lines, one a file, written as the work goes on.
final class ReportFile: Sendable {
  private let path: FilePath
  private let descriptor = Atomic<Int32>(-1)

  /// - Throws: ``UpsampleError/request(_:)`` when a file has that name which is no
  ///   report, or a picture or the state of the batch may get it.
  init(_ path: FilePath, besides request: BatchRequest<UpsampleJob>) throws(UpsampleError) {
    self.path = path
    if path.endsAsPicture || request.mayWrite(path) {
      throw .report("\(path) is the name of an output")
    }
    if FileStatus(at: path)?.kind == .regular,
      (try? path.isEmpty(orBeginsWith: #"{"input":"#)) != true
    {
      throw .report("\(path) is there and no report, and would be lost")
    }
  }

  deinit {
    let descriptor = descriptor.load(ordering: .relaxed)
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// Creates the file, or empties it. `-` is standard output.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when another process is writing it.
  func open() throws(UpsampleError) {
    guard path != FilePath("-") else {
      return descriptor.store(STDOUT_FILENO, ordering: .relaxed)
    }
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let opened = path.withCString { Glibc.open($0, flags, 0o666) }
    guard opened >= 0 else { throw failure("create", errno) }
    descriptor.store(opened, ordering: .relaxed)
    if flock(opened, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw .report("\(path) is being written by another process")
    }
    // A pipe or a device has nothing to lose.
    if ftruncate(opened, 0) != 0, errno != EINVAL { throw failure("create", errno) }
  }

  /// Adds a line.
  func write(_ object: JSONObject) throws(UpsampleError) {
    let code = writeAll("\(object)\n", to: descriptor.load(ordering: .relaxed))
    if code != 0 { throw failure("write", code) }
  }

  private func failure(_ action: String, _ code: Int32) -> UpsampleError {
    .system(
      SystemFailure(
        action: action, name: "\(path)", side: .output, code: code,
        remedy: code == ENOENT ? "Make its folder first, or give --parents." : nil))
  }
}

extension FilePath {
  /// Whether the regular file of this name is empty or begins with a text: a report that
  /// may be written anew.
  func isEmpty(orBeginsWith text: String) throws(UpsampleError) -> Bool {
    var window = try InputFile(regular: self).window()
    let beginning = Array(text.utf8)
    return window.count == 0
      || window.bytes(at: 0, count: beginning.count).map(Array.init) == beginning
  }
}

extension UpsampleError {
  fileprivate static func report(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--report", fault: fault, remedy: "Give the report another name."))
  }
}

extension BatchRequest<UpsampleJob> {
  /// Whether the batch may write a file of that name: the output of an input, or what
  /// it knows of its work.
  fileprivate func mayWrite(_ path: FilePath) -> Bool {
    guard let start = output?.appending(FilePath(bytes: [])).bytes,
      path.bytes.starts(with: start)
    else { return false }
    let name = FilePath(bytes: Array(path.bytes.dropFirst(start.count)))
    return name.bytes.starts(with: RunState.folderName.bytes) || isPicture(input.appending(name))
  }
}
