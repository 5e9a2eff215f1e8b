import Dispatch
import Foundation
import Synchronization
import Testing

@testable import UpsampleBase

@Suite struct WorkerPoolTests {
  @Test(arguments: [0, 1, 3, 8])
  func everyPieceIsDoneOnceWhoeverDoesIt(helpers: Int) {
    let pool = WorkerPool()
    for count in [1, 2, 17, 1000] {
      let next = Atomic(0)
      let done = Guarded(Array(repeating: 0, count: count))
      pool.run(helpers: helpers) { _ in
        while true {
          let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard piece < count else { return }
          done.withLock { $0[piece] += 1 }
        }
      }
      #expect(done.withLock { $0 } == Array(repeating: 1, count: count))
    }
  }

  @Test func helpersJoinWhileTheCallerIsAtWork() {
    let pool = WorkerPool()
    let arrivals = Atomic(0)
    let numbers = Guarded<Set<Int>>([])
    // The call returns only because three threads meet in it.
    pool.run(helpers: 2) { number in
      numbers.withLock { _ = $0.insert(number) }
      _ = arrivals.wrappingAdd(1, ordering: .relaxed)
      while arrivals.load(ordering: .relaxed) < 3 {}
    }
    #expect(arrivals.load(ordering: .relaxed) == 3)
    #expect(numbers.withLock { $0 } == [0, 1, 2])
  }

  @Test func noCallIsLeftRunning() {
    let pool = WorkerPool()
    for _ in 0..<2000 {
      let running = Atomic(0)
      pool.run(helpers: 3) { _ in
        _ = running.wrappingAdd(1, ordering: .relaxed)
        _ = running.wrappingSubtract(1, ordering: .relaxed)
      }
      #expect(running.load(ordering: .relaxed) == 0)
    }
  }

  @Test func callersAtOnceAndCallsWithinCallsDoNotDisturbEachOther() {
    let pool = WorkerPool()
    let calls = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<50 {
        let own = Atomic(0)
        pool.run(helpers: 1) { _ in
          pool.run(helpers: 1) { _ in _ = own.wrappingAdd(1, ordering: .relaxed) }
        }
        let count = own.load(ordering: .relaxed)
        if (1...4).contains(count) { _ = calls.wrappingAdd(1, ordering: .relaxed) }
      }
    }
    #expect(calls.load(ordering: .relaxed) == 400)
  }

  @Test func aPoolHasNoMoreThreadsThanItMay() {
    let pool = WorkerPool(mostHelpers: 1)
    let inner = Atomic(0)
    let most = Atomic(0)
    pool.run(helpers: 1) { number in
      guard number == 0 else { return }
      // The one helper is lent, so nobody joins.
      pool.run(helpers: 5) { number in
        _ = inner.wrappingAdd(1, ordering: .relaxed)
        _ = most.max(number, ordering: .relaxed)
      }
    }
    #expect(inner.load(ordering: .relaxed) == 1)
    #expect(most.load(ordering: .relaxed) == 0)
  }

  @Test func threadsEndWithTheirPool() throws {
    let before = try threadsOfProcess()
    for _ in 0..<64 {
      let pool = WorkerPool(mostHelpers: 2)
      let arrivals = Atomic(0)
      pool.run(helpers: 2) { _ in
        _ = arrivals.wrappingAdd(1, ordering: .relaxed)
        while arrivals.load(ordering: .relaxed) < 3 {}
      }
    }
    // Other tests start threads meanwhile, but not a hundred.
    var after = try threadsOfProcess()
    for _ in 0..<500 where after > before + 64 {
      usleep(10_000)
      after = try threadsOfProcess()
    }
    #expect(after <= before + 64)
  }

  @Test func whatIsStartedRunsBesideTheCallerAndItsThreadGoesHome() {
    let pool = WorkerPool(mostHelpers: 1)
    for round in 1...1000 {
      let done = Atomic(0)
      // The thread is at home a moment after its work is done.
      while !pool.start({ done.store(round, ordering: .releasing) }) { sched_yield() }
      while done.load(ordering: .acquiring) != round { sched_yield() }
    }
  }

  @Test func aPoolWithoutAThreadToSpareStartsNothing() {
    let pool = WorkerPool(mostHelpers: 1)
    let mayEnd = Atomic(false)
    #expect(pool.start { while !mayEnd.load(ordering: .acquiring) { usleep(100) } })
    #expect(!pool.start { Issue.record("this began") })
    mayEnd.store(true, ordering: .releasing)
  }

  /// The last owner of a pool may be a thread of its own.
  @Test func whatIsStartedMayOutliveItsPool() {
    let done = Atomic(0)
    for _ in 0..<100 {
      let pool = WorkerPool(mostHelpers: 1)
      #expect(pool.start { _ = done.add(1, ordering: .acquiringAndReleasing) })
    }
    while done.load(ordering: .acquiring) < 100 { usleep(100) }
  }

  private func threadsOfProcess() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
  }
}
