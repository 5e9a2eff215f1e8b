import UpsampleBase

/// How numbers between samples follow from these.
public enum ResizeMethod: String, Hashable, Sendable, CaseIterable {
  /// The nearest sample, by the rule's rounding.
  case nearest
  /// The line between the two samples around.
  case bilinear
  /// Keys' cubic convolution of the four samples around, with the rule's coefficient.
  case bicubic
}

/// The tensor with other spatial extents, its numbers interpolated.
///
/// Each output has a place between the samples of the value, which the rule tells, and
/// weighs the samples around it. A weight of 0 takes no part, so that an infinite sample
/// changes no output that lies on another one. Nothing is smoothed beforehand: smaller
/// outputs leave samples out.
///
/// - Parameters:
///   - value: A tensor in the order of `dataFormat`, with one sample at least along each
///     spatial axis that the output has.
///   - size: The output's spatial extents, of which none is 0.
///   - method: How numbers between samples follow from these.
///   - rule: Where outputs lie between samples, in the way of a library.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each processor.
///     The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operations are `tf.image.resize`, and with
/// ``ResizeRule/Coordinates/cropAndResize`` `tf.image.crop_and_resize`.
public func resize(
  _ value: Tensor, size: [Int], method: ResizeMethod = .bilinear, rule: ResizeRule = .tensorFlow,
  dataFormat: DataFormat = .nhwc, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ResizeCall(
    method: method, rule: rule, format: dataFormat,
    subject: OperationSubject(name: .resize, label: name), threads: threads
  ).run(value, size: size)
}

/// The tensor made larger or smaller by a scale along each spatial axis.
///
/// An extent becomes `floor(extent * scale)`. Outputs lie as far from each other as the
/// scale tells, not as the extents do: ONNX's `scales`, and PyTorch's `scale_factor`
/// without `recompute_scale_factor`.
///
/// - Parameters:
///   - value: A tensor in the order of `dataFormat`, with one sample at least along each
///     spatial axis.
///   - scales: How many times larger the output is along each spatial axis: positive.
///   - method: How numbers between samples follow from these.
///   - rule: Where outputs lie between samples, in the way of a library. It has no region.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each processor.
///     The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
public func resize(
  _ value: Tensor, scales: [Float], method: ResizeMethod = .bilinear,
  rule: ResizeRule = .tensorFlow, dataFormat: DataFormat = .nhwc, name: String? = nil,
  threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ResizeCall(
    method: method, rule: rule, format: dataFormat,
    subject: OperationSubject(name: .resize, label: name), threads: threads
  ).run(value, scales: scales)
}
