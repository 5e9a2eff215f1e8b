import Synchronization
import Testing

@testable import UpsampleBase

/// What a thread that needs nothing has for itself.
@Sendable private func makeNothing() {}

@Suite struct ParallelWorkTests {
  @Test(arguments: [0, 1, 2, 3, 17, 1000], [1, 2, 3, 64])
  func everyPieceIsDoneOnce(count: Int, threads: Int) {
    let done = Guarded(Array(repeating: 0, count: count))
    let budget = ThreadBudget(shared: threads)
    ParallelWork.forEach(count: count, on: budget, makeState: makeNothing) { piece, _ in
      done.withLock { $0[piece] += 1 }
    }
    #expect(done.withLock { $0 } == Array(repeating: 1, count: count))
  }

  @Test(.enabled(if: ParallelWork.processors > 1))
  func aShareWhoseThreadIsBusyIsDoneByTheOthers() {
    let done = Atomic(0)
    // The first piece ends only because another thread does all the rest.
    let budget = ThreadBudget(shared: 2)
    ParallelWork.forEach(count: 10, on: budget, makeState: makeNothing) { piece, _ in
      while piece == 0 && done.load(ordering: .acquiring) < 9 {}
      _ = done.wrappingAdd(1, ordering: .releasing)
    }
    #expect(done.load(ordering: .acquiring) == 10)
  }
}
