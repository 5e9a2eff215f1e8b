import Glibc
import Upsample

/// When the progress of a picture is drawn.
enum ProgressPolicy: String, CaseIterable {
  /// On a terminal, once the work has taken a moment.
  case auto
  case always, never
}

/// One line on standard error that is drawn anew while work goes on and erased
/// when it is done: share, megapixels a second, time left.
///
/// Where there is no terminal it can be a line of a log now and then.
final class ProgressLine: Sendable {
  private struct State {
    /// When the line was told last; at first, when the work began.
    var told = ContinuousClock.now
    var isDrawn = false
    /// How long after that it may be told again.
    var pause: Duration
  }

  private let label: String
  private let start = ContinuousClock.now
  private let state: Guarded<State>
  private let interval: Duration
  private let isLogged: Bool

  /// Creates a line, or nothing when the policy is not to draw.
  ///
  /// - Parameters:
  ///   - label: The name of what is made.
  ///   - logging: How often a line is logged where there is no terminal; `nil` for
  ///     never.
  init?(_ label: String, _ policy: ProgressPolicy, logging: Duration? = nil) {
    self.label = label
    isLogged = policy == .auto && isatty(STDERR_FILENO) == 0
    switch policy {
    case .never: return nil
    case .auto where isLogged:
      guard let logging else { return nil }
      interval = logging
      state = Guarded(State(pause: logging))
    case .auto:
      interval = .milliseconds(100)
      state = Guarded(State(pause: .milliseconds(200)))
    case .always:
      interval = .milliseconds(100)
      state = Guarded(State(pause: .zero))
    }
  }

  /// Draws the line after `rows` of the output's rows.
  func report(_ rows: Int, _ output: ImageLayout) {
    guard rows > 0 else { return }
    draw { Self.text(label, rows, output, after: $0, columns: $1) }
  }

  /// Draws the line if that is due: at most ten times a second.
  ///
  /// - Parameter text: Gives the line's text after a time, for that many columns.
  func draw(_ text: (_ time: Duration, _ columns: Int) -> String) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard now - state.told >= state.pause else { return }
      state.told = now
      state.pause = interval
      if isLogged {
        Console.note(text(now - start, .max))
      } else {
        Console.draw("\r\(text(now - start, columns))\u{1B}[K")
        state.isDrawn = true
      }
    }
  }

  /// Erases the line if there is one. It may be drawn again at once.
  func erase() {
    state.withLock { state in
      if state.isDrawn {
        Console.draw("\r\u{1B}[K")
        state.pause = .zero
      }
      state.isDrawn = false
    }
  }

  /// The line's text, no wider than `columns` as far as the label's tail can
  /// be left out.
  static func text(
    _ label: String, _ rows: Int, _ output: ImageLayout, after time: Duration, columns: Int
  ) -> String {
    let seconds = max(time / .seconds(1), 1e-6)
    let rate = Double(rows) * Double(output.width) / seconds / 1e6
    let left = seconds * Double(output.height - rows) / Double(rows)
    let share = "\(rows * 100 / output.height)%"
    let figures = "  \(share)  \(Self.text(rate: rate)) MP/s  \(clock(left)) left"
    let room = max(columns - 1 - figures.count, 8)
    let name = label.count <= room ? label : "\(label.prefix(room - 3))..."
    return name + figures
  }

  /// Three digits or so: `0.42`, `4.2`, `42`.
  static func text(rate: Double) -> String {
    if rate < 1 { return "\((rate * 100).rounded() / 100)" }
    return rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
  }

  /// Seconds as `0:07` or `1:02:03`; beyond a hundred days nobody counts them.
  static func clock(_ seconds: Double) -> String {
    let total = Int(min(seconds.rounded(.up), 8_640_000))
    let (hours, minutes) = (total / 3600, total / 60 % 60)
    let tail = "\(padded(total % 60))"
    return hours > 0 ? "\(hours):\(padded(minutes)):\(tail)" : "\(minutes):\(tail)"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private var columns: Int {
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }
}
