import UpsampleBase

/// The 3-D convolution of a tensor.
///
/// Each output is the sum, over the window that the filter covers, of value
/// times weight; the filter is not turned round.
///
/// With SAME padding and a filter shorter than the stride, the first window
/// begins with the first voxel, as in 2-D and as the transpose has it.
/// TensorFlow's own 3-D kernels differ there: some begin a few voxels later.
///
/// - Parameters:
///   - value: A tensor `[batch, depth, height, width, channels]`, or in the order of
///     `dataFormat`. It may have more dimensions before these, which then are
///     the output's too: all of them are the batch.
///   - filter: A tensor `[depth, height, width, inChannels, outChannels]`. When
///     the value has `g` times `inChannels` channels, they are convolved in `g`
///     groups.
///   - strides: The distance between neighbouring windows, in voxels.
///   - padding: How edges are treated, SAME or VALID.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - dilations: The distance between neighbouring taps, in voxels.
///   - bias: A number for each channel of the output, a tensor `[channels]`, which
///     is added to the sums; or absent.
///   - activation: What becomes of the biased sums, or absent.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor. The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`, of spatial extents
///   `ceil(input / stride)` for SAME padding and
///   `(input + pads - (filter - 1) * dilation - 1) / stride + 1` otherwise.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or a
///   window does not fit within the padded value.
///
/// The corresponding TensorFlow operation is `tf.nn.conv3d`.
public func conv3D(
  _ value: Tensor, filter: Tensor, strides: some PerAxisConvertible = 1, padding: Padding,
  dataFormat: DataFormat = .ndhwc, dilations: some PerAxisConvertible = 1, bias: Tensor? = nil,
  activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    subject: OperationSubject(name: .conv3D, label: name), strides: strides.perAxis,
    padding: padding,
    dataFormat: dataFormat, dilations: dilations.perAxis,
    end: LayerEnd(bias: bias, activation: activation), threads: threads
  ).run(value: value, filter: filter)
}
