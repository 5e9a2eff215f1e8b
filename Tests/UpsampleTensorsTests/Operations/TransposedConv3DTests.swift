import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct TransposedConv3DTests {
  @Test func ofDepthOneIsA2DTransposedConvolution() throws {
    var numbers = SeededGenerator(seed: 9)
    for padding in [Padding.same, .valid] {
      let value = numbers.realTensor([2, 4, 3, 5])
      let filter = numbers.realTensor([3, 2, 20, 5])
      let flat = try transposedConv2D(value, filter: filter, strides: [2, 3], padding: padding)
      let deep = try transposedConv3D(
        value.viewed(as: [2, 1, 4, 3, 5]), filter: filter.viewed(as: [1, 3, 2, 20, 5]),
        strides: [1, 2, 3], padding: padding)
      #expect(deep.scalars == flat.scalars)
    }
  }
}
