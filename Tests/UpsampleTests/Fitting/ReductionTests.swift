import TestSupport
import Testing

@testable import Upsample

@Suite struct ReductionTests {
  private func ramp(_ side: Int) -> FittingPicture {
    FittingPicture(
      width: side, height: side, channels: 1,
      samples: (0..<side * side).map { UInt8($0 * 37 % 251) })
  }

  @Test(arguments: Reduction.allCases, [2, 3, 4]) func keepsConstants(
    reduction: Reduction, scale: Int
  ) {
    let flat = FittingPicture(
      width: 6 * scale, height: 2 * scale, channels: 3,
      samples: Array(repeating: 201, count: 36 * scale * scale))
    let small = reduction.reduce(flat, by: scale)
    #expect((small.width, small.height) == (6, 2))
    #expect(small.samples.allSatisfy { $0 == 201 })
  }

  @Test func areaIsTheMeanAndSkipTheFirst() {
    let picture = ramp(4)
    let first = picture.samples
    let area = Reduction.area.reduce(picture, by: 2).samples[0]
    let sum = [0, 1, 4, 5].reduce(0.0) { $0 + Double(first[$1]) }
    #expect(area == UInt8((sum / 4).rounded(.toNearestOrEven)))
    #expect(
      Reduction.skip.reduce(picture, by: 2).samples == [first[0], first[2], first[8], first[10]])
  }

  /// The weights of MATLAB's antialiased `imresize` by a half.
  @Test func bicubicIsStretched() {
    var samples = [UInt8](repeating: 0, count: 256)
    for row in 0..<16 { samples[row * 16 + 8] = 255 }
    let picture = FittingPicture(width: 16, height: 16, channels: 1, samples: samples)
    let row = Array(Reduction.bicubic.reduce(picture, by: 2).samples.prefix(8))
    let weights = [-0.01171875, -0.03515625, 0.11328125, 0.43359375]
    let distances = [3: 2, 4: 3, 5: 0]
    for (column, index) in distances {
      let wanted = (255 * weights[index]).rounded(.toNearestOrEven)
      #expect(Double(row[column]) == max(0, wanted), "column \(column)")
    }
  }
}
