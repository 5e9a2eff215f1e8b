/// An argument of the operations, by the name that TensorFlow gives it.
public enum OperationArgument: String, Hashable, Sendable, CaseIterable {
  /// The tensor that is convolved, or pooled.
  case value
  /// The taps of a convolution.
  case filter
  /// The distances of neighbouring windows, in samples.
  case strides
  /// What is around the value.
  case padding
  /// The order of the dimensions.
  case dataFormat = "data_format"
  /// The distances of neighbouring taps, in samples.
  case dilations
  /// The distance of neighbouring taps of an atrous convolution, in samples.
  case rate
  /// The extents of a pool's window, in samples.
  case ksize
  /// The shape that a transposed convolution makes.
  case outputShape = "output_shape"
  /// What a convolution adds to its sums.
  case bias
  /// What becomes of a convolution's sums.
  case activation
  /// The number of threads that work at once.
  case threads
  /// The positions that `pad` adds.
  case paddings
  /// The positions that `crop` leaves out.
  case crops
  /// The positions that a mean is divided by.
  case countIncludePad = "count_include_pad"
}

extension OperationArgument: CustomStringConvertible {
  /// The name in messages.
  public var description: String { rawValue }
}
