import UpsampleBase

/// The hyperbolic tangent of each number, to within two units in the last place.
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
/// The corresponding TensorFlow operation is `tf.nn.tanh`.
public func tanh(
  _ value: Tensor, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Activation.tanh.applied(to: value, name: name, threads: threads)
}
