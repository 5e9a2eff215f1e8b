import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct PNGFilterTests {
  /// The filters as the PNG specification words them, byte by byte.
  private func reference(
    _ filter: PNGFilter, _ row: [UInt8], _ above: [UInt8], _ pixelBytes: Int
  ) -> [UInt8] {
    row.indices.map { i in
      let left = i < pixelBytes ? 0 : Int(row[i - pixelBytes])
      let corner = i < pixelBytes ? 0 : Int(above[i - pixelBytes])
      let up = Int(above[i])
      let prediction =
        switch filter {
        case .none: 0
        case .sub: left
        case .up: up
        case .average: (left + up) / 2
        case .paeth: paeth(left, up, corner)
        }
      return UInt8(truncatingIfNeeded: Int(row[i]) - prediction)
    }
  }

  private func paeth(_ a: Int, _ b: Int, _ c: Int) -> Int {
    let p = a + b - c
    let (pa, pb, pc) = (abs(p - a), abs(p - b), abs(p - c))
    if pa <= pb && pa <= pc { return a }
    return pb <= pc ? b : c
  }

  @Test(arguments: PNGFilter.allCases)
  func filterIsTheSpecifications(filter: PNGFilter) {
    var random = SeededGenerator(seed: 11)
    for pixelBytes in [1, 2, 3, 4, 6, 8] {
      for count in [pixelBytes, pixelBytes + 1, 31, 32, 33, 100, 257] where count >= pixelBytes {
        let row = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let above = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let expected = reference(filter, row, above, pixelBytes)
        #expect(
          apply(filter, row, above, pixelBytes) == expected,
          "\(filter), \(count) bytes, \(pixelBytes) a pixel")
      }
    }
  }

  @Test func firstRowsDoNotLookAbove() {
    let row: [UInt8] = [7, 8, 100, 3]
    for filter in PNGFilter.allCases.map(\.withoutRowAbove) {
      #expect(apply(filter, row, [1, 2, 3, 4], 1) == apply(filter, row, [9, 9, 9, 9], 1))
    }
  }

  @Test func paethIsExactForEveryNeighbourhoodOfExtremes() {
    let values: [UInt8] = [0, 1, 127, 128, 254, 255]
    for a in values {
      for b in values {
        for c in values {
          let (row, above) = ([a, 9], [c, b])
          #expect(apply(.paeth, row, above, 1) == reference(.paeth, row, above, 1))
        }
      }
    }
  }

  private func apply(
    _ filter: PNGFilter, _ row: [UInt8], _ above: [UInt8], _ pixelBytes: Int
  ) -> [UInt8] {
    var output = [UInt8](repeating: 0xaa, count: row.count)
    row.withUnsafeBufferPointer { row in
      above.withUnsafeBufferPointer { above in
        output.withUnsafeMutableBufferPointer { output in
          filter.apply(row, above: above, pixelBytes: pixelBytes, into: output)
        }
      }
    }
    return output
  }
}
