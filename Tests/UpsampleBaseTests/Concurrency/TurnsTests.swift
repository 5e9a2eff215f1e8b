import Synchronization
import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct TurnsTests {
  @Test func turnsComeInTheOrderOfTheirNumbers() {
    let turns = Turns()
    let numbers = Guarded<[Int]>([])
    let next = Atomic(0)
    var order = Array(0..<100)
    var random = SeededGenerator(seed: 5)
    // Within four numbers of their place, so that four threads never all wait.
    for start in stride(from: 0, to: 100, by: 4) {
      order[start..<start + 4].shuffle(using: &random)
    }
    let shuffled = order
    WorkerPool().run(helpers: 3) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < 100 else { return }
        turns.take(shuffled[place]) { numbers.withLock { $0.append(shuffled[place]) } }
      }
    }
    #expect(numbers.withLock { $0 } == Array(0..<100))
  }

  @Test func aTurnThatFailsIsOver() {
    let turns = Turns()
    let failure = UpsampleError.file(FileDefect(name: "one", defect: "fails"))
    #expect(throws: failure) {
      try turns.take(0) { () throws(UpsampleError) in throw failure }
    }
    #expect(turns.take(1) { 1 } == 1)
    #expect(turns.take(nil) { 2 } == 2)
    #expect(turns.take(3) { 3 } == 3)
  }
}
