import UpsampleBase

/// Each number, or its channel's `alpha` times it where it is negative.
///
/// - Parameters:
///   - value: A tensor of two dimensions or more, the first of which is the batch.
///   - alpha: The slopes of negative numbers: a tensor `[channels]`, or of one number for
///     all of them.
///   - dataFormat: Whether the channels are the second dimension or the last; nothing
///     else of it counts.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the value's shape.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.keras.layers.PReLU`.
public func prelu(
  _ value: Tensor, alpha: Tensor, dataFormat: DataFormat = .nhwc, name: String? = nil,
  threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Activation.prelu(alpha: alpha).applied(
    to: value, dataFormat: dataFormat, name: name, threads: threads)
}
