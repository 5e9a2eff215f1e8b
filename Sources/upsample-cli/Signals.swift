import Glibc
import Upsample

/// What the program does when it is asked to stop.
enum Signals {
  /// Makes interrupts and requests to terminate remove unfinished outputs, and
  /// a closed pipe or a file beyond its limit an error of the write instead of
  /// a signal.
  static func install() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    for number in [SIGINT, SIGTERM, SIGHUP] { stop(at: number) }
  }

  /// Installs the handler unless whoever started the program had the signal
  /// ignored, as `nohup` does.
  private static func stop(at number: Int32) {
    var previous = sigaction()
    sigaction(number, nil, &previous)
    let handler = unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self)
    if handler == unsafeBitCast(SIG_IGN, to: Int.self) { return }
    signal(number) { number in
      removeTemporaryFiles()
      Signals.eraseProgressLine()
      _exit(128 + number)
    }
  }

  /// Like everything in the handler, safe within a signal: no allocation, no locks.
  private static func eraseProgressLine() {
    guard isatty(STDERR_FILENO) != 0 else { return }
    let sequence: StaticString = "\r\u{1B}[K"
    _ = write(STDERR_FILENO, sequence.utf8Start, sequence.utf8CodeUnitCount)
  }
}
