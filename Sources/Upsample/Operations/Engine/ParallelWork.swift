import CKernels
import Synchronization

/// Independent pieces of work, shared by several threads.
package enum ParallelWork {
  /// The number of processors that this process may use.
  package static let processors = max(1, Int(ck_processors()))

  /// Calls `body` once for each of `0..<count`, by up to `threads` threads at
  /// once but no more than there are processors, in no particular order, each
  /// taking the next piece when it has finished one.
  ///
  /// - Parameter makeState: Makes what each thread has for itself and passes
  ///   from piece to piece.
  static func forEach<State>(
    count: Int, threads: Int, makeState: @Sendable () -> State,
    body: @Sendable (Int, inout State) -> Void
  ) {
    let workers = min(threads, count, processors)
    guard workers > 1 else {
      var own = makeState()
      for piece in 0..<count { body(piece, &own) }
      return
    }
    let next = Atomic(0)
    WorkerPool.shared.run(helpers: workers - 1) {
      var piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < count else { return }
      var own = makeState()
      while piece < count {
        body(piece, &own)
        piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      }
    }
  }
}
