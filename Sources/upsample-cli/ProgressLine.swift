import Glibc
import Synchronization
import Upsample

/// When the progress of a picture is drawn.
enum ProgressPolicy: String, CaseIterable {
  /// On a terminal, once the work has taken a moment.
  case auto
  case always, never
}

/// One line on standard error that is drawn anew while a picture is made and
/// erased when it is done: share, megapixels a second, time left.
final class ProgressLine: Sendable {
  private let label: String
  private let start = ContinuousClock.now
  /// When the line was drawn last; `nil` before the first time.
  private let drawn = Mutex<ContinuousClock.Instant?>(nil)
  /// How long the work goes on before the line is drawn for the first time.
  private let delay: Duration

  /// Creates the line of the picture `label`, or nothing when the policy is
  /// not to draw.
  init?(_ label: String, _ policy: ProgressPolicy) {
    switch policy {
    case .never: return nil
    case .auto where isatty(STDERR_FILENO) == 0: return nil
    case .auto: delay = .milliseconds(200)
    case .always: delay = .zero
    }
    self.label = label
  }

  /// Draws the line after `rows` of the output's rows, at most ten times a second.
  func report(_ rows: Int, _ output: ImageLayout) {
    let now = ContinuousClock.now
    drawn.withLock { last in
      let isDue = last.map { now - $0 >= .milliseconds(100) } ?? (now - start >= delay)
      guard isDue, rows > 0 else { return }
      last = now
      let line = Self.text(label, rows, output, after: now - start, columns: columns)
      Console.draw("\r\(line)\u{1B}[K")
    }
  }

  /// Erases the line if there is one.
  func erase() {
    drawn.withLock { last in
      if last != nil { Console.draw("\r\u{1B}[K") }
      last = nil
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
  private static func text(rate: Double) -> String {
    if rate < 1 { return "\((rate * 100).rounded() / 100)" }
    return rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
  }

  /// Seconds as `0:07` or `1:02:03`; beyond a hundred days nobody counts them.
  private static func clock(_ seconds: Double) -> String {
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
