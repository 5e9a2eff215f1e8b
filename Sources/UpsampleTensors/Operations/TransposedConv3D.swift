import UpsampleBase

/// The transpose of a 3-D convolution, which makes a tensor larger by its
/// strides.
///
/// Each input is multiplied by the whole filter and added to the output, at
/// its own position times the stride. This is the adjoint of `conv3D`
/// with the same filter, strides and padding, also known as its gradient with
/// respect to the input, and sometimes as deconvolution.
///
/// ```swift
/// let larger = try transposedConv3D(
///   value, filter: filter, outputShape: [1, 4, 6, 6, 3], strides: 2)
/// ```
///
/// - Parameters:
///   - value: A tensor `[batch, depth, height, width, channels]`, or in the order of
///     `dataFormat`.
///   - filter: A tensor `[depth, height, width, outChannels, inChannels]`:
///     the very filter of the forward convolution. `inChannels` are those of
///     the value.
///   - outputShape: The output's shape, or absent. It must be a shape whose
///     forward convolution has the shape of the value.
///     Channels that are `g` times `outChannels` make `g` groups. Absent, the
///     spatial extents are `input * stride` for SAME padding, and
///     `(input - 1) * stride + max((filter - 1) * dilation + 1, stride)` for
///     VALID.
///   - strides: The distance between the outputs of neighbouring inputs, in
///     voxels.
///   - padding: How the forward convolution treats edges; here, how the output
///     is cropped.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - dilations: The distance between neighbouring taps, in voxels.
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
/// The corresponding TensorFlow operation is `tf.nn.conv3d_transpose`.
public func transposedConv3D(
  _ value: Tensor, filter: Tensor, outputShape: (any OutputShapeConvertible)? = nil,
  strides: some PerAxisConvertible = 1,
  padding: Padding = .same, dataFormat: DataFormat = .ndhwc, dilations: some PerAxisConvertible = 1,
  bias: Tensor? = nil, activation: Activation? = nil, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ConvolutionCall(
    subject: OperationSubject(name: .transposedConv3D, label: name), strides: strides.perAxis,
    padding: padding, dataFormat: dataFormat, dilations: dilations.perAxis,
    outputShape: outputShape?.requestedShape,
    end: LayerEnd(bias: bias, activation: activation), threads: threads
  ).run(value: value, filter: filter)
}
