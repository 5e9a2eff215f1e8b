/// What becomes of a layer's sums one by one.
///
/// A NaN stays NaN.
public enum Activation: Hashable, Sendable {
  /// `max(x, 0)`.
  case relu
  /// `min(max(x, 0), 6)`.
  case relu6
  /// `x`, or `alpha x` where it is negative; TensorFlow's alpha is 0.2.
  case leakyRelu(alpha: Float)
  /// `x`, or where it is negative `alpha x`, with an alpha for each channel: a tensor
  /// `[channels]`, or of one number for all of them.
  case prelu(alpha: Tensor)
  /// `1 / (1 + e^-x)`, to within two units in the last place.
  case sigmoid
  /// The hyperbolic tangent, to within two units in the last place.
  case tanh
  /// `x` limited to a range, whose ends may be infinite.
  case clip(minimum: Float, maximum: Float)
}
