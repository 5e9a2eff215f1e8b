import UpsampleBase

/// Each number limited to a range. A NaN stays NaN.
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - minimum: What smaller numbers become.
///   - maximum: What larger numbers become, at least `minimum`.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the value's shape.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.clip_by_value`.
public func clip(
  _ value: Tensor, minimum: Float, maximum: Float, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Activation.clip(minimum: minimum, maximum: maximum).applied(
    to: value, name: name, threads: threads)
}
