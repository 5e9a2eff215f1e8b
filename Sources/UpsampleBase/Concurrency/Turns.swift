/// Lets threads do something one at a time, in the order of their numbers.
package final class Turns: @unchecked Sendable {
  // The monitor guards the number.
  private let monitor = Monitor()
  private var next = 0

  package init() {}

  /// Calls `body` when all lower numbers have had their turn.
  ///
  /// - Parameter number: The numbers count from 0, and each has one turn, whether
  ///   `body` throws or not. Without a number it is the turn of whoever comes.
  package func take<R, E: Error>(
    _ number: Int?, _ body: () throws(E) -> R
  ) throws(E) -> R {
    try monitor.withLock { () throws(E) in
      while let number, next != number { monitor.wait() }
      defer {
        next += 1
        monitor.wakeAll()
      }
      return try body()
    }
  }
}
