import Testing

@testable import Upsample

@Suite struct InflationTests {
  @Test(arguments: [0, 1, 1000, 100_000])
  func streamsComeBack(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    var budget = InflationBudget()
    #expect(budget.inflate(zlibCompressed(bytes)) == bytes)
    #expect(budget.count(of: zlibStream(Array(bytes.prefix(60_000)))) == min(count, 60_000))
  }

  @Test func limitsHoldToTheByte() {
    let stream = zlibCompressed([UInt8](repeating: 7, count: 1000))
    var budget = InflationBudget()
    #expect(budget.inflate(stream, limit: 1000)?.count == 1000)
    #expect(budget.inflate(stream, limit: 999) == nil)
  }

  @Test func allStreamsTogetherHaveALimit() {
    let stream = zlibCompressed([UInt8](repeating: 0, count: 16 << 20))
    var budget = InflationBudget()
    for _ in 0..<4 { #expect(budget.count(of: stream) == 16 << 20) }
    #expect(budget.inflate(zlibCompressed([1])) == nil)
  }

  @Test func damagedStreamsAreNone() {
    let stream = zlibCompressed(Array("a text that is long enough".utf8))
    var budget = InflationBudget()
    #expect(budget.inflate(Array(stream.dropLast())) == nil)
    #expect(budget.inflate([]) == nil)
    var damaged = stream
    damaged[stream.count - 1] ^= 1
    #expect(budget.inflate(damaged) == nil)
  }
}
