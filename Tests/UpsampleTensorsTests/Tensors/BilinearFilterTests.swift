import Testing
import UpsampleTensors

@Suite struct BilinearFilterTests {
  @Test func tapsFallInAStraightLine() throws {
    let filter = try Tensor.bilinearFilter(scale: 3, channels: 2)
    #expect(filter.shape == [5, 5, 2, 2])
    let line: [Float] = [1 / 3, 2 / 3, 1, 2 / 3, 1 / 3]
    for row in 0..<5 {
      for column in 0..<5 {
        #expect(abs(filter[row, column, 0, 0] - line[row] * line[column]) < 1e-7)
        #expect(filter[row, column, 1, 1] == filter[row, column, 0, 0])
        #expect(filter[row, column, 0, 1] == 0 && filter[row, column, 1, 0] == 0)
      }
    }
  }

  /// Away from the borders; for powers of two exactly.
  @Test(arguments: 1...8) func aLayerBeginsAsABilinearResizing(scale: Int) throws {
    let value = try Tensor.normal(seed: 1, shape: [1, 6, 7, 2])
    let layer = try Convolution(
      .transposedConv2D, filter: .bilinearFilter(scale: scale, channels: 2),
      strides: PerAxis([scale]), padding: .same)
    let crops = [[0, 0], [scale, scale], [scale, scale], [0, 0]]
    let seen = try crop(layer(value), crops: crops)
    let expected = try crop(resize(value, size: [6 * scale, 7 * scale]), crops: crops)
    for (seen, expected) in zip(seen.scalars, expected.scalars) {
      #expect(abs(seen - expected) < 2e-6)
    }
  }

  @Test(arguments: [(0, 1), (-1, 1), (.min, 1), (.max, 1), (1 << 20, 1 << 20), (2, -1), (2, .max)])
  func sizesThatMakeNoFilterAreRefused(scale: Int, channels: Int) {
    #expect(throws: UpsampleError.self) {
      try Tensor.bilinearFilter(scale: scale, channels: channels)
    }
  }
}
