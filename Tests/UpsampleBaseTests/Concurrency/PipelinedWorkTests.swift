import Glibc
import Synchronization
import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct PipelinedWorkTests {
  @Test(arguments: [1, 2, 7], [0, 1, 50])
  func deliversInOrder(jobs: Int, count: Int) throws {
    // Delays drawn from a seed shuffle the order in which the work ends.
    var random = SeededGenerator(seed: 3)
    let delays = (0..<50).map { _ in UInt32.random(in: 0..<300, using: &random) }
    var taken = 0
    var delivered: [Int] = []
    let work = PipelinedWork<Int, Int, UpsampleError>(
      take: { () throws(UpsampleError) in
        guard taken < count else { return nil }
        defer { taken += 1 }
        return taken
      },
      work: { (item) throws(UpsampleError) in
        usleep(delays[item])
        return item * item
      },
      deliver: { (product) throws(UpsampleError) in delivered.append(product) })
    try work.run(jobs: jobs)
    #expect(delivered == (0..<count).map { $0 * $0 })
  }

  enum Stage: CaseIterable { case take, work, deliver }

  @Test(arguments: Stage.allCases, [1, 4])
  func stopsAtTheEarliestFailure(_ stage: Stage, jobs: Int) throws {
    let failure = UpsampleError.file(FileDefect(name: "seven", defect: "fails"))
    var taken = 0
    var delivered: [Int] = []
    let work = PipelinedWork<Int, Int, UpsampleError>(
      take: { () throws(UpsampleError) in
        if stage == .take, taken == 7 { throw failure }
        defer { taken += 1 }
        return taken
      },
      work: { (item) throws(UpsampleError) in
        if stage == .work, item >= 7 {
          throw item == 7 ? failure : .file(FileDefect(name: "later", defect: "fails"))
        }
        return item
      },
      deliver: { (product) throws(UpsampleError) in
        if stage == .deliver, product == 7 { throw failure }
        delivered.append(product)
      })
    let thrown = #expect(throws: UpsampleError.self) { try work.run(jobs: jobs) }
    #expect(thrown == failure)
    #expect(delivered == Array(0..<7))
  }

  /// Each of the first three items is done only when all later ones are delivered.
  @Test func whatIsDoneFirstIsDeliveredFirst() {
    var taken = 0
    var delivered: [Int] = []
    let latest = Atomic(4)
    PipelinedWork<Int, Int, Never>(
      delivery: .asDone,
      take: {
        guard taken < 4 else { return nil }
        defer { taken += 1 }
        return taken
      },
      work: { item in
        while latest.load(ordering: .acquiring) > item + 1 { usleep(100) }
        return item
      },
      deliver: { item in
        delivered.append(item)
        latest.store(item, ordering: .releasing)
      }
    ).run(Lending(waitingWorkers: 4))
    #expect(delivered == [3, 2, 1, 0])
  }

  @Test(arguments: [1, 2, 5])
  func thereAreNoMoreWorkersThanAsked(workers: Int) {
    var taken = 0
    let atOnce = Atomic(0)
    let most = Atomic(0)
    PipelinedWork<Int, Int, Never>(
      take: {
        defer { taken += 1 }
        return taken < 100 ? taken : nil
      },
      work: { item in
        let now = atOnce.add(1, ordering: .relaxed).newValue
        _ = most.max(now, ordering: .relaxed)
        usleep(100)
        atOnce.subtract(1, ordering: .relaxed)
        return item
      }, deliver: { _ in }
    ).run(Lending(waitingWorkers: workers))
    #expect(most.load(ordering: .relaxed) <= workers)
  }
}
