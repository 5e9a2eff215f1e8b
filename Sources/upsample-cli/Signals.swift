import Glibc
import Synchronization
import Upsample

/// What the program does when it is asked to stop.
enum Signals {
  /// Makes interrupts, requests to end and the end of the time that the system
  /// grants remove unfinished outputs, and a closed pipe or a file beyond its
  /// limit an error of the write instead of a signal.
  static func install() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU] {
      handle(number) { number in Signals.leave(number) }
    }
  }

  /// Makes the first interrupt or request to terminate end the work when the files
  /// at hand are done, and only the next one the process. SIGUSR1 does so too: with
  /// it schedulers tell that time is running out.
  static func letFilesAtHandEnd() {
    // Within a signal nothing may be made for the first time.
    stops.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGUSR1] {
      handle(number) { number in
        guard Signals.stops.exchange(1, ordering: .relaxed) > 0 else {
          return Signals.tell("finishing the files at hand; once more leaves at once\n")
        }
        Signals.leave(number)
      }
    }
  }

  /// Whether the work is to end when the files at hand are done.
  static var isStopRequested: Bool { stops.load(ordering: .relaxed) > 0 }

  private static let stops = Atomic(0)

  /// Installs a handler unless whoever started the program had the signal ignored,
  /// as `nohup` does.
  private static func handle(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
    var previous = sigaction()
    sigaction(number, nil, &previous)
    let known = unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self)
    if known == unsafeBitCast(SIG_IGN, to: Int.self) { return }
    signal(number, handler)
  }

  // The rest is safe within a signal: no allocation, no locks.

  private static func leave(_ number: Int32) {
    removeTemporaryFiles()
    if isatty(STDERR_FILENO) != 0 { write("\r\u{1B}[K") }
    _exit(128 + number)
  }

  private static func tell(_ line: StaticString) {
    // What was interrupted may be about to look at its own.
    let code = errno
    defer { errno = code }
    if isatty(STDERR_FILENO) != 0 { write("\r\u{1B}[K") }
    write("upsample: ")
    write(line)
  }

  private static func write(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
