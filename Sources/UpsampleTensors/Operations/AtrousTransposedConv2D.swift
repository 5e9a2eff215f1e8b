import UpsampleBase

/// The transpose of a 2-D convolution with a filter in which `rate - 1` holes
/// lie between neighbouring taps.
///
/// The adjoint of `atrousConv2D`.
///
/// - Parameters:
///   - value: A tensor `[batch, height, width, inChannels]`.
///   - filter: A tensor `[height, width, outChannels, inChannels]`: the very
///     filter of the forward convolution.
///   - outputShape: The output's shape, or absent. Its spatial extents must be
///     the value's for SAME padding, and `(filter - 1) * rate` more for VALID.
///   - rate: The distance between neighbouring taps, in pixels. At least 1.
///   - padding: How the forward convolution treats edges, SAME or VALID; here,
///     how the output is cropped.
///   - bias: A number for each channel of the output, a tensor `[channels]`, which
///     is added to the sums; or absent.
///   - activation: What becomes of the biased sums, or absent.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor. The output's bits do not depend on it.
/// - Returns: A tensor `[batch, height, width, outChannels]`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule; for
///   an output shape that is not legal, the error lists those that are.
///
/// The corresponding TensorFlow operation is `tf.nn.atrous_conv2d_transpose`.
public func atrousTransposedConv2D(
  _ value: Tensor, filter: Tensor, outputShape: (any OutputShapeConvertible)? = nil,
  rate: Int, padding: Padding,
  bias: Tensor? = nil, activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    atrous: OperationSubject(name: .atrousTransposedConv2D, label: name), rate: rate,
    padding: padding, outputShape: outputShape?.requestedShape,
    end: LayerEnd(bias: bias, activation: activation),
    threads: threads
  ).run(value: value, filter: filter)
}
