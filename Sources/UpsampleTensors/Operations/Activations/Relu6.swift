import UpsampleBase

/// `min(max(x, 0), 6)` of each number. A NaN stays NaN.
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the value's shape.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.nn.relu6`.
public func relu6(
  _ value: Tensor, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Activation.relu6.applied(to: value, name: name, threads: threads)
}
