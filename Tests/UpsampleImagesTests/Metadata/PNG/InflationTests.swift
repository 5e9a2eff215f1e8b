import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct InflationTests {
  @Test(arguments: [0, 1, 1000, 100_000])
  func streamsComeBack(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    var budget = InflationBudget()
    #expect(budget.inflate(zlibCompressed(bytes), name: "a") == bytes)
    let stored = zlibStream(Array(bytes.prefix(60_000)))
    #expect(budget.count(of: stored, limit: .max, name: "a") == min(count, 60_000))
  }

  @Test func limitsHoldToTheByte() {
    let stream = zlibCompressed([UInt8](repeating: 7, count: 1000))
    for (limit, count) in [(4000, 1000), (3999, nil)] {
      var budget = InflationBudget(limit: limit)
      #expect(budget.inflate(stream, name: "a")?.count == count)
      #expect((budget.room.excess == nil) == (count != nil))
    }
    var budget = InflationBudget()
    #expect(budget.count(of: stream, limit: 1000, name: "a") == 1000)
    #expect(budget.count(of: stream, limit: 999, name: "a") == nil)
    #expect(budget.room.excess == nil, "that limit was the caller's")
  }

  @Test func allStreamsTogetherHaveALimit() {
    let stream = zlibCompressed([UInt8](repeating: 0, count: 16 << 20))
    var budget = InflationBudget()
    for _ in 0..<4 { #expect(budget.count(of: stream, limit: .max, name: "a") == 16 << 20) }
    #expect(budget.inflate(zlibCompressed([1]), name: "a") == nil)
  }

  @Test func damagedStreamsAreNone() {
    let stream = zlibCompressed(Array("a text that is long enough".utf8))
    var budget = InflationBudget()
    #expect(budget.inflate(Array(stream.dropLast()), name: "a") == nil)
    #expect(budget.inflate([], name: "a") == nil)
    var damaged = stream
    damaged[stream.count - 1] ^= 1
    #expect(budget.inflate(damaged, name: "a") == nil)
  }
}
