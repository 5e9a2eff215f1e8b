import Glibc
import Upsample

/// The program's standard output and standard error.
enum Console {
  /// Keeps the numbers 0, 1 and 2 from being given to files when the program
  /// was started with a standard stream closed. The stand-ins still refuse:
  /// input can't be read, output can't be written.
  static func reserveStandardStreams() {
    for (stream, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY)]
    where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", mode)
    }
    if fcntl(STDERR_FILENO, F_GETFD) < 0 { _ = open("/dev/null", O_WRONLY) }
  }

  /// Writes results to standard output, all of them or an error.
  static func print(_ text: String) throws(UpsampleError) {
    let code = writeAll(text, to: STDOUT_FILENO)
    if code != 0 { throw failure(code) }
  }

  /// Writes bytes to standard output, all of them or an error, and empties them.
  static func print(bytes: inout [UInt8]) throws(UpsampleError) {
    let code = writeAll(bytes, to: STDOUT_FILENO)
    bytes = []
    if code != 0 { throw failure(code) }
  }

  /// Tells an error on standard error.
  static func report(_ error: UpsampleError) { note(error.spellingOptions.description) }

  /// Tells a line on standard error. Nobody is left to hear of a failure there.
  static func note(_ line: String) { _ = writeAll("upsample: \(line)\n", to: STDERR_FILENO) }

  /// Writes text as it is to standard error, for a line that is drawn anew.
  static func draw(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }

  /// Refuses to write a picture to a terminal.
  ///
  /// - Parameter example: A command line that has it elsewhere.
  static func checkTakesPictures(
    _ what: String = "a picture", example: String
  ) throws(UpsampleError) {
    guard isatty(STDOUT_FILENO) != 0 else { return }
    throw .request(
      RequestFault(
        subject: "-", fault: "standard output is a terminal, no place for \(what)",
        remedy: "Redirect it, as in: \(example)"))
  }

  private static func failure(_ code: Int32) -> UpsampleError {
    .system(SystemFailure(action: "write", name: "standard output", side: .output, code: code))
  }
}

extension UpsampleError {
  /// Whether standard output can't be written.
  var concernsStandardOutput: Bool {
    if case .system(let failure) = self {
      failure.side == .output && failure.name == "standard output"
    } else {
      false
    }
  }
}
