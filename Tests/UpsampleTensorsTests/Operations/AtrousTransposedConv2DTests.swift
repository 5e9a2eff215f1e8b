import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct AtrousTransposedConv2DTests {
  @Test func isATransposedConvolutionOfDilatedTaps() throws {
    var numbers = SeededGenerator(seed: 1)
    let value = numbers.wholeTensor([2, 6, 7, 3])
    let filter = numbers.wholeTensor([2, 3, 4, 3])
    for padding in [Padding.same, .valid] {
      #expect(
        try atrousTransposedConv2D(value, filter: filter, rate: 2, padding: padding)
          == transposedConv2D(value, filter: filter, padding: padding, dilations: 2))
    }
  }
}
