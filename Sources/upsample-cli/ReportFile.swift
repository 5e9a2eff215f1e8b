import Glibc
import Synchronization
import Upsample

/// The file of `--report`: JSON lines, one a file, written as the work goes on.
final class ReportFile: Sendable {
  private let path: FilePath
  private let descriptor = Atomic<Int32>(-1)

  /// - Throws: ``UpsampleError/request(_:)`` when a picture has that name.
  init(_ path: FilePath) throws(UpsampleError) {
    self.path = path
    guard isPicture(path) else { return }
    throw .request(
      RequestFault(
        subject: "--report", fault: "\(path) is a picture, which would be lost",
        remedy: "Give the report another name."))
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
