import Synchronization
import Upsample
import UpsampleBatch

/// The progress of a folder: on a terminal a line that is drawn anew, elsewhere
/// lines of a log.
final class BatchProgress: Sendable {
  private struct Counts {
    var files = 0
    var pixels = 0
    /// The files' worth of work that is done.
    var work = 0.0
    /// All files, once they have been counted.
    var total: Int?
  }

  private let line: ProgressLine
  private let counts = Guarded(Counts())
  private let hasEnded = Atomic(false)

  /// How often a line is logged.
  static let logInterval = Duration.seconds(10)

  /// Begins to tell. Creates nothing when the policy is not to.
  init?(_ policy: ProgressPolicy) {
    guard let line = ProgressLine("", policy, logging: Self.logInterval) else { return nil }
    self.line = line
  }

  /// Counts the files beside the work.
  func count(_ request: BatchRequest<some FolderJob>) {
    // Without a thread to spare nothing is known of what is left.
    _ = WorkerPool.shared.start {
      let total = countFiles(request) { self.hasEnded.load(ordering: .relaxed) }
      self.counts.withLock { $0.total = total }
    }
  }

  /// Adds pixels that were written, and the share of a file that they are.
  func add(_ pixels: Int, _ share: Double) {
    let counts = counts.withLock { counts in
      counts.pixels += pixels
      counts.work += share
      return counts
    }
    draw(counts)
  }

  /// Adds a file of which all is done.
  func addFile() { counts.withLock { $0.files += 1 } }

  /// Erases the line, so that another can be written.
  func interrupt() { line.erase() }

  /// Erases the line for good.
  func end() {
    hasEnded.store(true, ordering: .relaxed)
    line.erase()
  }

  private func draw(_ counts: Counts) {
    line.draw { time, _ in
      Self.text(
        files: counts.files, of: counts.total, work: counts.work, pixels: counts.pixels, after: time
      )
    }
  }

  /// Such as `120 of 2000 files  6%  85 MP/s  1:20 left`.
  ///
  /// - Parameters:
  ///   - total: All files, if they have been counted.
  ///   - work: The files' worth of work that is done.
  static func text(
    files: Int, of total: Int?, work: Double, pixels: Int, after time: Duration
  ) -> String {
    let seconds = max(time / .seconds(1), 1e-6)
    let rate = "\(ProgressLine.text(rate: Double(pixels) / seconds / 1e6)) MP/s"
    guard let total, total > 0 else { return "\(files) files  \(rate)" }
    let share = min(1, work / Double(total))
    let done = "\(files) of \(total) files  \(Int(share * 100))%  \(rate)"
    guard share > 0 else { return done }
    return "\(done)  \(ProgressLine.clock(seconds / share - seconds)) left"
  }
}
