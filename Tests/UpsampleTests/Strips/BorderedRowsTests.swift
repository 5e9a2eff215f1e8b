import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct BorderedRowsTests {
  @Test(arguments: Border.allCases, 1...5)
  func deliversWhatTheBorderNames(_ border: Border, height: Int) throws {
    let layout = ImageLayout(width: 2, height: height, channels: 1, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 1)
    for reach in 0...7 {
      let lastRows = border == .wrap ? try lastRows(reach, of: image) : [:]
      let source = MemorySource(image)
      let rows = BorderedRows(
        source, border: border, before: reach, after: reach, lastRows: lastRows)
      for number in -reach..<height + reach {
        let row = try [UInt8](count: layout.rowBytes) { (bytes) throws(UpsampleError) in
          try rows.readRow(into: bytes)
        }
        let expected = (0..<2).map { column in
          UInt8(image.sample(row: number, column: column, channel: 0, border: border))
        }
        #expect(row == expected, "row \(number) of \(height), \(border)")
      }
      try rows.finish()
      #expect(source.isFinished)
    }
  }

  private func lastRows(_ count: Int, of image: MemoryImage) throws -> [Int: [UInt8]] {
    let source = MemorySource(image)
    let rows = try (0..<image.layout.height).map { ($0, try source.readRow()) }
    return Dictionary(uniqueKeysWithValues: rows.suffix(count))
  }
}
