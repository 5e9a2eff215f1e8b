import UpsampleBase

/// Each number, or `alpha` times it where it is negative.
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - alpha: The slope of negative numbers.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the value's shape.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.nn.leaky_relu`.
public func leakyRelu(
  _ value: Tensor, alpha: Float = 0.2, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Activation.leakyRelu(alpha: alpha).applied(to: value, name: name, threads: threads)
}
