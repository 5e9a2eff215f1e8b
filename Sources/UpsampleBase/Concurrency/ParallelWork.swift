import CUpsampleSystem
import Synchronization

/// Independent pieces of work, shared by several threads.
package enum ParallelWork {
  /// The number of processors that this process may use.
  package static let processors = max(1, cus_processors())

  /// Calls `body` once for each of `0..<count`, by the calling thread and those
  /// that the budget has to spare, in no particular order.
  ///
  /// Each thread has a share of neighbouring pieces, and takes from the others'
  /// when its own is done. Work that is done again finds each thread's data in
  /// the cache of its processor.
  ///
  /// - Parameter makeState: Makes what each thread has for itself and passes
  ///   from piece to piece.
  package static func forEach<State>(
    count: Int, on threads: ThreadBudget, makeState: @Sendable () -> State,
    body: @Sendable (Int, inout State) -> Void
  ) {
    let workers = min(threads.count, count)
    guard workers > 1 else {
      var own = makeState()
      for piece in 0..<count { body(piece, &own) }
      return
    }
    let shares = PieceShares(count: count, workers: workers)
    threads.pool.run(helpers: workers - 1) { worker in
      guard var piece = shares.next(for: worker) else { return }
      var own = makeState()
      while true {
        body(piece, &own)
        guard let next = shares.next(for: worker) else { return }
        piece = next
      }
    }
  }
}

/// The pieces that nobody has begun, divided into one share for each thread.
private final class PieceShares: Sendable {
  private let count: Int
  private let workers: Int
  /// How many pieces of each share have been given away, or asked for in vain.
  /// Each counter has a cache line of its own.
  nonisolated(unsafe) private let taken: UnsafeMutablePointer<Atomic<Int>>
  private static let step = 64 / MemoryLayout<Atomic<Int>>.stride

  init(count: Int, workers: Int) {
    self.count = count
    self.workers = workers
    taken = .allocate(capacity: workers * Self.step)
    for index in 0..<workers * Self.step { (taken + index).initialize(to: Atomic(0)) }
  }

  deinit {
    taken.deinitialize(count: workers * Self.step)
    taken.deallocate()
  }

  /// Takes a piece of a worker's own share, or else of those after it.
  func next(for worker: Int) -> Int? {
    for turn in 0..<workers {
      let share = (worker + turn) % workers
      let first = share * count / workers
      let length = (share + 1) * count / workers - first
      let place = taken[share * Self.step].wrappingAdd(1, ordering: .relaxed).oldValue
      if place < length { return first + place }
    }
    return nil
  }
}
