import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct Conv3DTests {
  @Test func ofDepthOneIsA2DConvolution() throws {
    var numbers = SeededGenerator(seed: 9)
    for padding in [Padding.same, .valid] {
      let value = numbers.realTensor([2, 7, 6, 5])
      let filter = numbers.realTensor([3, 2, 5, 20])
      let flat = try conv2D(value, filter: filter, strides: [2, 1], padding: padding)
      let deep = try conv3D(
        value.viewed(as: [2, 1, 7, 6, 5]), filter: filter.viewed(as: [1, 3, 2, 5, 20]),
        strides: [1, 2, 1], padding: padding)
      #expect(deep.scalars == flat.scalars)
    }
  }

  @Test func aFilterShorterThanTheStrideBeginsWithTheFirstVoxel() throws {
    let value = Tensor(shape: [1, 1, 1, 6, 1], scalars: [1, 2, 3, 4, 5, 6])
    let one = Tensor(repeating: 1, shape: [1, 1, 1, 1, 1])
    #expect(try conv3D(value, filter: one, strides: [1, 1, 3], padding: .same).scalars == [1, 4])
  }

  @Test func severalDimensionsOfBatchStayInTheOutput() throws {
    let value = Tensor(shape: [0, 3, 2, 2, 2, 1], scalars: [])
    let filter = Tensor(repeating: 1, shape: [2, 2, 2, 1, 5])
    #expect(try conv3D(value, filter: filter, padding: .valid).shape == [0, 3, 1, 1, 1, 5])
  }
}
