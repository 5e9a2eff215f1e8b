import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct AtrousConv2DTests {
  @Test func isAConvolutionOfDilatedTaps() throws {
    var numbers = SeededGenerator(seed: 1)
    let value = numbers.wholeTensor([2, 6, 7, 3])
    let filter = numbers.wholeTensor([2, 3, 3, 4])
    for padding in [Padding.same, .valid] {
      #expect(
        try atrousConv2D(value, filter: filter, rate: 3, padding: padding)
          == conv2D(value, filter: filter, padding: padding, dilations: 3))
    }
  }
}
