import Testing

@testable import UpsampleTensors

@Suite struct DepthwiseTransposedConv2DTests {
  @Test func theChannelsOfOneMultiplierAreSummed() throws {
    let value = Tensor(shape: [1, 1, 1, 4], scalars: [1, 10, 100, 1000])
    let filter = Tensor(shape: [1, 1, 2, 2], scalars: [1, 2, 3, 4])
    #expect(try depthwiseTransposedConv2D(value, filter: filter).scalars == [21, 4300])
  }

  /// Away from the edges, the bilinear kernel of 4 taps and stride 2 draws
  /// three quarters of the nearer pixel and one quarter of the farther.
  @Test func theBilinearKernelInterpolates() throws {
    let value = Tensor(shape: [1, 1, 4, 1], scalars: [0, 16, 32, 80])
    let taps = Tensor(shape: [1, 4, 1, 1], scalars: [0.25, 0.75, 0.75, 0.25])
    let output = try depthwiseTransposedConv2D(value, filter: taps, strides: [1, 2])
    #expect(output.scalars[1..<7] == [4, 12, 20, 28, 44, 68])
  }
}
