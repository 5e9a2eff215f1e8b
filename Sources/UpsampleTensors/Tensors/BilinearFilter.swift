import UpsampleBase

extension Tensor {
  /// The filter of a transposed convolution that interpolates bilinearly: the start of
  /// a layer that learns to make pictures larger.
  ///
  /// It has `2 scale - scale % 2` taps along each axis, which fall in a straight line from
  /// the centre and sum to `scale`. Channels are not mixed: where `out` and `in` differ
  /// taps are zero. With `strides` of `scale` and SAME padding the output is `scale` times
  /// as large, and away from the borders what `resize` makes of the value.
  ///
  /// ```swift
  /// let layer = try Convolution(
  ///   .transposedConv2D, filter: .bilinearFilter(scale: 2, channels: 3), strides: [2, 2],
  ///   padding: .same)
  /// ```
  ///
  /// Source: Long, Shelhamer and Darrell, "Fully convolutional networks for semantic
  /// segmentation", and `BilinearFiller` of Caffe.
  ///
  /// - Parameters:
  ///   - scale: How many times larger the output is. At least 1.
  ///   - channels: The channels of value and output. At least 0.
  /// - Returns: A tensor `[taps, taps, channels, channels]`.
  /// - Throws: ``UpsampleError/request(_:)`` when a number is out of range or the filter
  ///   does not fit into memory.
  public static func bilinearFilter(scale: Int, channels: Int) throws(UpsampleError) -> Tensor {
    guard (1...largestBilinearScale).contains(scale),
      (0...ConvolutionAxis.limit).contains(channels)
    else { throw TensorFault.bilinear(scale: scale, channels: channels).error }
    let count = 2 * scale - scale % 2
    let shape: Shape = [count, count, channels, channels]
    _ = try shape.requireMemory()
    let centre = Float(count - 1) / 2
    let taps = (0..<count).map { 1 - abs(Float($0) - centre) / Float((count + 1) / 2) }
    var filter = Tensor(repeating: 0, shape: shape)
    var place = 0
    for row in taps {
      for column in taps {
        for channel in 0..<channels {
          filter.scalars[place + channel * (channels + 1)] = row * column
        }
        place += channels * channels
      }
    }
    return filter
  }

  /// The largest scale of a bilinear filter.
  static let largestBilinearScale = 1 << 20
}
