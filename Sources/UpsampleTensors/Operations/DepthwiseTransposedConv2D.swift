import UpsampleBase

/// The transpose of a 2-D depthwise convolution, which makes each channel of a
/// tensor larger by filters of its own.
///
/// Channels `c * multiplier` up to `(c + 1) * multiplier` of the value make
/// channel `c` of the output. With a multiplier of 1 and an interpolation
/// function's filter, this is how pictures are made larger.
///
/// - Parameters:
///   - value: A tensor `[batch, height, width, channels * multiplier]`, or in
///     the order of `dataFormat`.
///   - filter: A tensor `[height, width, channels, multiplier]`: the very filter
///     of the forward convolution.
///   - outputShape: The output's shape, or absent; the rules are those of
///     `transposedConv2D`,
///     but the shape must be whole and its channels the filter's.
///   - strides: The distance between the outputs of neighbouring inputs, in
///     pixels.
///   - padding: How the forward convolution treats edges; here, how the output
///     is cropped.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - dilations: The distance between neighbouring taps, in pixels.
///   - bias: A number for each channel of the output, a tensor `[channels]`, which
///     is added to the sums; or absent.
///   - activation: What becomes of the biased sums, or absent.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor. The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`. Positions that no tap
///   reaches are zero.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule; for
///   an output shape that is not legal, the error lists those that are.
///
/// The corresponding TensorFlow operation is
/// `tf.nn.depthwise_conv2d_backprop_input`.
public func depthwiseTransposedConv2D(
  _ value: Tensor, filter: Tensor, outputShape: (any OutputShapeConvertible)? = nil,
  strides: some PerAxisConvertible = 1,
  padding: Padding = .same, dataFormat: DataFormat = .nhwc, dilations: some PerAxisConvertible = 1,
  bias: Tensor? = nil, activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    subject: OperationSubject(name: .depthwiseTransposedConv2D, label: name),
    strides: strides.perAxis,
    padding: padding, dataFormat: dataFormat, dilations: dilations.perAxis,
    outputShape: outputShape?.requestedShape,
    end: LayerEnd(bias: bias, activation: activation), threads: threads
  ).run(value: value, filter: filter)
}
