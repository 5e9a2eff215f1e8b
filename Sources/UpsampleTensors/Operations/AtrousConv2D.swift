import UpsampleBase

/// The 2-D convolution of a tensor with a filter in which `rate - 1` holes lie
/// between neighbouring taps.
///
/// The same as `conv2D`
/// of stride 1 with `rate` for its dilations.
///
/// - Parameters:
///   - value: A tensor `[batch, height, width, channels]`.
///   - filter: A tensor `[height, width, inChannels, outChannels]`.
///   - rate: The distance between neighbouring taps, in pixels. At least 1.
///   - padding: How edges are treated, SAME or VALID.
///   - bias: A number for each channel of the output, a tensor `[channels]`, which
///     is added to the sums; or absent.
///   - activation: What becomes of the biased sums, or absent.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor. The output's bits do not depend on it.
/// - Returns: A tensor `[batch, height, width, outChannels]`, of the value's
///   spatial extents for SAME padding, and `(filter - 1) * rate` less for VALID.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or
///   the filter does not fit within the value.
///
/// The corresponding TensorFlow operation is `tf.nn.atrous_conv2d`.
public func atrousConv2D(
  _ value: Tensor, filter: Tensor, rate: Int, padding: Padding, bias: Tensor? = nil,
  activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    atrous: OperationSubject(name: .atrousConv2D, label: name), rate: rate, padding: padding,
    end: LayerEnd(bias: bias, activation: activation), threads: threads
  ).run(value: value, filter: filter)
}
