import Testing

@testable import UpsampleImages

@Suite struct JPEGPassageTests {
  /// Columns of red and of cyan, which halved chroma can't tell apart.
  @Test(arguments: [30, 75, 89, 90, 95, 100]) func halvesChromaAtEveryQuality(quality: Int) throws {
    let layout = ImageLayout(width: 32, height: 16, channels: 3, depth: .eight)
    let row = (0..<32).flatMap { column -> [UInt8] in
      column.isMultiple(of: 2) ? [160, 100, 100] : [90, 130, 130]
    }
    let samples = Array(repeatElement(row, count: 16).joined())
    let passed = try passedThroughJPEG(samples, layout, quality: quality)
    #expect(passed.count == samples.count)
    let middle = 8 * layout.rowBytes + 15 * 3
    let (one, other) = (passed[middle..<middle + 3], passed[middle + 3..<middle + 6])
    let differences = zip(one, other).map { Int($0) - Int($1) }
    #expect(differences.max()! - differences.min()! <= 8, "\(differences)")
  }
}
