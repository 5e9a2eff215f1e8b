/// An argument of the operations, by the name that TensorFlow gives it.
public enum OperationArgument: String, Hashable, Sendable, CaseIterable {
  case value
  case filter
  case strides
  case padding
  case dataFormat = "data_format"
  case dilations
  case rate
  case ksize
  case outputShape = "output_shape"
  case threads
}

extension OperationArgument: CustomStringConvertible {
  /// The name in messages.
  public var description: String { rawValue }
}
