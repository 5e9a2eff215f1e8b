/// A value that one thread at a time reads or changes.
///
/// The lock is one of pthread's, whose hand-over from thread to thread
/// ThreadSanitizer sees; that of the standard library's `Mutex` it does not.
package final class Guarded<Value>: @unchecked Sendable {
  private let monitor = Monitor()
  private var value: Value

  package init(_ value: Value) { self.value = value }

  /// Calls `body` with the value while no other thread has it.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    monitor.withLock { body(&value) }
  }
}
