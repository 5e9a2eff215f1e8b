import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct DepthwiseConv2DTests {
  @Test func eachChannelMakesMultiplierChannels() throws {
    let value = Tensor(shape: [1, 1, 1, 2], scalars: [1, 10])
    let filter = Tensor(shape: [1, 1, 2, 2], scalars: [1, 2, 3, 4])
    #expect(try depthwiseConv2D(value, filter: filter, padding: .same).scalars == [1, 2, 30, 40])
  }

  @Test func equalsADenseConvolutionWhoseFilterIsDiagonal() throws {
    var numbers = SeededGenerator(seed: 4)
    let value = numbers.wholeTensor([2, 5, 6, 3])
    let taps = numbers.wholeTensor([3, 2, 3, 1])
    var dense = Tensor(repeating: 0, shape: [3, 2, 3, 3])
    for y in 0..<3 {
      for x in 0..<2 {
        for channel in 0..<3 { dense[y, x, channel, channel] = taps[y, x, channel, 0] }
      }
    }
    #expect(
      try depthwiseConv2D(value, filter: taps, strides: 2, padding: .same)
        == conv2D(value, filter: dense, strides: 2, padding: .same))
  }
}
