import Testing

@testable import UpsampleImages

@Suite struct JPEGEncodingTests {
  private let table = [UInt16](repeating: 16, count: 64)

  private func encoding(
    _ factors: [(Int, Int)], tables: [[UInt16]]? = nil
  ) -> JPEGEncoding {
    JPEGEncoding(
      tables: tables ?? [table],
      components: factors.map {
        .init(horizontalSampling: $0.0, verticalSampling: $0.1, table: 0)
      })
  }

  @Test(arguments: [
    [(1, 1)], [(1, 1), (1, 1), (1, 1)], [(2, 2), (1, 1), (1, 1)], [(4, 2), (1, 1), (1, 1)],
    [(2, 1), (1, 2), (1, 1)], [(4, 4), (1, 1), (1, 1)],
  ])
  func commonSamplingIsRepeatable(factors: [(Int, Int)]) {
    #expect(encoding(factors).isRepeatable)
  }

  @Test(arguments: [
    [(3, 1), (2, 1), (1, 1)], [(5, 1)], [(0, 1)],
  ])
  func samplingThatTheEncoderRejectsIsNot(factors: [(Int, Int)]) {
    #expect(!encoding(factors).isRepeatable)
  }

  @Test(arguments: [(0, false), (1, true), (255, true), (8191, true), (8192, false)])
  func tableEntriesAreDivisors(entry: UInt16, isRepeatable: Bool) {
    var tables = [table]
    tables[0][17] = entry
    #expect(encoding([(1, 1)], tables: tables).isRepeatable == isRepeatable)
  }

  @Test func componentsNeedTheirTables() {
    #expect(!encoding([(1, 1)], tables: []).isRepeatable)
    #expect(!encoding([(1, 1)], tables: [Array(table.prefix(63))]).isRepeatable)
  }

  @Test func encoderTakesWhatTheDecoderGave() throws {
    let encoding = encoding([(2, 1), (1, 1), (1, 1)])
    #expect(JPEGEncoding(encoding.cEncoding) == encoding)
  }
}
