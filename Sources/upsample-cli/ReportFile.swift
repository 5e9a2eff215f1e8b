import Glibc
import Synchronization
import Upsample

/// The file of `--report`: JSON lines, one a file, written as the work goes on.
final class ReportFile: Sendable {
  private let path: FilePath
  private let descriptor = Atomic<Int32>(-1)

  /// - Throws: ``UpsampleError/request(_:)`` when a file has that name which is no
  ///   report, or a picture may get it.
  init(_ path: FilePath) throws(UpsampleError) {
    self.path = path
    if path.endsAsPicture {
      throw .report("\(path) is the name of a picture")
    }
    if FileStatus(at: path)?.kind == .regular, !isReport(path) {
      throw .report("\(path) is there and no report, and would be lost")
    }
  }

  deinit {
    let descriptor = descriptor.load(ordering: .relaxed)
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// Creates the file, or empties it. `-` is standard output.
  func open() throws(UpsampleError) {
    let opened =
      path == FilePath("-")
      ? STDOUT_FILENO
      : path.withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
    guard opened >= 0 else { throw failure("create", errno) }
    descriptor.store(opened, ordering: .relaxed)
  }

  /// Adds a line.
  func write(_ object: JSONObject) throws(UpsampleError) {
    let code = writeAll("\(object)\n", to: descriptor.load(ordering: .relaxed))
    if code != 0 { throw failure("write", code) }
  }

  private func failure(_ action: String, _ code: Int32) -> UpsampleError {
    .system(SystemFailure(action: action, name: "\(path)", side: .output, code: code))
  }
}

/// Whether a file is empty or begins as a report does.
private func isReport(_ path: FilePath) -> Bool {
  let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  let beginning = Array(#"{"input":"#.utf8)
  var start = beginning
  let count = read(descriptor, &start, start.count)
  return count == 0 || count == start.count && start == beginning
}

extension UpsampleError {
  fileprivate static func report(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--report", fault: fault, remedy: "Give the report another name."))
  }
}
