import Testing

@testable import UpsampleTensors

/// A forward convolution, a pool, and the transposed convolution back, in three
/// dimensions and at full size.
@Suite struct RoundTripOfTensorsTests {
  private let shape = Shape([10, 2, 7, 7, 512])
  private let filter = Tensor(repeating: 1, shape: [3, 3, 3, 512, 512])

  /// Ones by ones: every output is the number of taps that meet a value, times
  /// the channels.
  @Test func convolvesPoolsAndGoesBack() throws {
    let features = try conv3D(
      Tensor(repeating: 1, shape: shape), filter: filter, strides: [1, 1, 1, 1, 1], padding: .same)
    #expect(features.shape == shape)
    #expect(features[0, 0, 0, 0, 0] == 2 * 2 * 2 * 512)
    #expect(features[9, 1, 3, 3, 511] == 2 * 3 * 3 * 512)
    let sum = features.scalars.reduce(0.0) { $0 + Double($1) }
    // Along an axis of 7, windows of 3 meet 19 values; along one of 2, 4.
    #expect(sum == Double(10 * 512 * 512 * 4 * 19 * 19))

    let pooled = try maxPool3D(
      features, ksize: [1, 2, 2, 2, 1], strides: [1, 2, 2, 2, 1], padding: .same)
    #expect(pooled.shape == [10, 1, 4, 4, 512])
    #expect(pooled[0, 0, 0, 0, 0] == 2 * 3 * 3 * 512)
    #expect(pooled[9, 0, 3, 3, 511] == 2 * 2 * 2 * 512)

    let back = try transposedConv3D(
      Tensor(repeating: 1, shape: pooled.shape), filter: filter,
      outputShape: OutputShape.extents(shape.extents), strides: [1, 2, 2, 2, 1], padding: .same)
    #expect(back.shape == shape)
    #expect(back[0, 0, 0, 0, 0] == 512)
    #expect(back[9, 1, 1, 1, 511] == 4 * 512)
  }
}
