import Testing
import UpsampleTensors

@Suite struct TransposedConv1DTests {
  private let value = Tensor(shape: [1, 3, 1], scalars: [1, 10, 100])
  private let filter = Tensor(shape: [3, 1, 1], scalars: [1, 2, 3])

  @Test func theOutputsShapeSaysWhereItIsCropped() throws {
    let six = try transposedConv1D(value, filter: filter, outputShape: [1, 6, 1], strides: 2)
    #expect(six.scalars == [1, 2, 13, 20, 130, 200])
    let five = try transposedConv1D(value, filter: filter, outputShape: [1, 5, 1], strides: 2)
    #expect(five.scalars == [2, 13, 20, 130, 200])
  }

  @Test func anOutputShapeHasAllDimensions() {
    #expect(throws: UpsampleError.self) {
      try transposedConv1D(value, filter: filter, outputShape: [6], strides: 2)
    }
  }
}
