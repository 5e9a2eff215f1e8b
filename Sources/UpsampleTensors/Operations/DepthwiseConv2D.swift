import UpsampleBase

/// The 2-D convolution of each channel of a tensor with filters of its own.
///
/// Channel `c` of the value makes channels `c * multiplier` up to
/// `(c + 1) * multiplier` of the output.
///
/// - Parameters:
///   - value: A tensor `[batch, height, width, channels]`, or in the order of
///     `dataFormat`.
///   - filter: A tensor `[height, width, channels, multiplier]`.
///   - strides: The distance between neighbouring windows, in pixels.
///   - padding: How edges are treated.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - dilations: The distance between neighbouring taps, in pixels.
///   - bias: A number for each channel of the output, a tensor `[channels]`, which
///     is added to the sums; or absent.
///   - activation: What becomes of the biased sums, or absent.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor. The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`, of `channels * multiplier`
///   channels and the spatial extents of a dense convolution.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or a
///   window does not fit within the padded value.
///
/// The corresponding TensorFlow operation is `tf.nn.depthwise_conv2d`.
public func depthwiseConv2D(
  _ value: Tensor, filter: Tensor, strides: some PerAxisConvertible = 1, padding: Padding,
  dataFormat: DataFormat = .nhwc, dilations: some PerAxisConvertible = 1, bias: Tensor? = nil,
  activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    subject: OperationSubject(name: .depthwiseConv2D, label: name), strides: strides.perAxis,
    padding: padding, dataFormat: dataFormat, dilations: dilations.perAxis,
    end: LayerEnd(bias: bias, activation: activation), threads: threads
  ).run(value: value, filter: filter)
}
