import UpsampleBase

/// The mean of each channel over 3-D windows.
///
/// Positions in the padding take no part: the sum is divided by the number of
/// positions within the value. A dilated window without any has NaN. Counted with the
/// padding, all positions of a window are divided by, and one without any has 0.
///
/// - Parameters:
///   - value: A tensor `[batch, depth, height, width, channels]`, or in the order of
///     `dataFormat`.
///   - ksize: The extents of the window, in voxels.
///   - strides: The distance between neighbouring windows, in voxels; absent,
///     the window's extents.
///   - padding: How edges are treated. Explicit pads must be smaller than the
///     window.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - dilations: The distance between neighbouring positions of a window, in voxels.
///   - counting: Which positions of its window a mean is divided by.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor in the order of `dataFormat`, of spatial extents
///   `ceil(input / stride)` for SAME padding and
///   `(input + pads - (window - 1) * dilation - 1) / stride + 1` otherwise.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or
///   the window does not fit within the padded value.
///
/// The corresponding TensorFlow operation is `tf.nn.avg_pool3d`.
public func averagePool3D(
  _ value: Tensor, ksize: some PerAxisConvertible,
  strides: (any PerAxisConvertible)? = nil, padding: Padding,
  dataFormat: DataFormat = .ndhwc, dilations: some PerAxisConvertible = 1,
  counting: CountedPositions = .withinValue, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try PoolingCall(
    subject: OperationSubject(name: .averagePool3D, label: name), window: ksize.perAxis,
    strides: strides?.perAxis,
    padding: padding, dataFormat: dataFormat, dilations: dilations.perAxis,
    counting: counting, threads: threads
  ).run(value: value)
}
