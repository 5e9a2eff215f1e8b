import UpsampleBase

/// Each number and the bias of its channel.
///
/// - Parameters:
///   - value: A tensor of two dimensions or more, the first of which is the batch.
///   - bias: A tensor `[channels]`.
///   - dataFormat: Whether the channels are the second dimension or the last; nothing
///     else of it counts.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the value's shape.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.nn.bias_add`.
public func biasAdd(
  _ value: Tensor, bias: Tensor, dataFormat: DataFormat = .nhwc, name: String? = nil,
  threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try ActivationCall(
    .biasAdd, label: name, end: LayerEnd(bias: bias), dataFormat: dataFormat, threads: threads
  ).run(value)
}
