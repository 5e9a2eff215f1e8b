import Dispatch
import Glibc
import Synchronization
import Testing

@testable import UpsampleBase

@Suite struct WorkBudgetTests {
  @Test func noMoreWorkAtOnceThanThereAreThreads() {
    let budget = WorkBudget(threads: 3)
    let running = Atomic(0)
    let most = Atomic(0)
    inParallel(12) { _ in
      budget.withThread {
        let now = running.add(1, ordering: .relaxed).newValue
        _ = most.max(now, ordering: .relaxed)
        usleep(2000)
        running.subtract(1, ordering: .relaxed)
      }
    }
    #expect(most.load(ordering: .relaxed) == 3)
  }

  @Test func aThreadThatWaitsIsAnothers() {
    let budget = WorkBudget(threads: 1)
    budget.withThread {
      #expect(!budget.lend(memory: 0))
      budget.withoutThread {
        #expect(budget.lend(memory: 0))
        #expect(!budget.lend(memory: 0))
        budget.takeBack(memory: 0)
      }
      #expect(!budget.lend(memory: 0))
    }
  }

  @Test func theCallersThreadIsNotLent() {
    let budget = WorkBudget.ofCaller(jobs: 3)
    #expect([1, 2, 3].map { _ in budget.lend(memory: 0) } == [true, true, false])
  }

  @Test func memoryIsLentAsFarAsThereIsSome() {
    let budget = WorkBudget(threads: 9, memory: 100)
    budget.withThread {
      budget.withMemory(30) {
        #expect([40, 40, 30, 1].map { budget.lend(memory: $0) } == [true, false, true, false])
      }
      #expect(budget.lend(memory: 30))
    }
  }

  @Test func picturesThatAreTooLargeForOneAnotherComeOneByOne() {
    let budget = WorkBudget(threads: 4, memory: 100)
    let taken = Atomic(0)
    let most = Atomic(0)
    // The last one is larger than all memory: it waits until it is alone.
    let sizes = [60, 30, 70, 20, 90, 10, 50, 1000]
    inParallel(sizes.count) { index in
      budget.withThread {
        budget.withMemory(sizes[index]) {
          let now = taken.add(sizes[index], ordering: .relaxed).newValue
          if sizes[index] <= 100 { _ = most.max(now, ordering: .relaxed) }
          if sizes[index] == 1000 { #expect(now == 1000) }
          usleep(2000)
          taken.subtract(sizes[index], ordering: .relaxed)
        }
      }
    }
    #expect(most.load(ordering: .relaxed) <= 100)
  }

  private func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for index in 0..<count {
      DispatchQueue(label: "test").async(group: group) { body(index) }
    }
    group.wait()
  }
}
