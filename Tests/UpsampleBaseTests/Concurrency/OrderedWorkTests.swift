import Glibc
import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct OrderedWorkTests {
  @Test(arguments: [1, 2, 7], [0, 1, 50])
  func deliversInOrder(jobs: Int, count: Int) throws {
    // Delays drawn from a seed shuffle the order in which the work ends.
    var random = SeededGenerator(seed: 3)
    let delays = (0..<50).map { _ in UInt32.random(in: 0..<300, using: &random) }
    var taken = 0
    var delivered: [Int] = []
    let work = OrderedWork<Int, Int>(
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
    let work = OrderedWork<Int, Int>(
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
}
