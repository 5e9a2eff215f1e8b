import UpsampleBase

/// The sum of each pair of numbers of two tensors.
///
/// Shapes that differ are matched from the last dimension on, as NumPy does: where one
/// tensor has the extent 1 or no dimension, its numbers serve for all of the other's. So
/// a tensor `[channels]` meets every pixel of one `[batch, height, width, channels]`.
///
/// - Parameters:
///   - first: A tensor of any shape.
///   - second: A tensor of a shape that matches.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor of the larger of the extents of each dimension.
/// - Throws: ``UpsampleError/request(_:)`` when the shapes do not match, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.add`.
public func add(
  _ first: Tensor, _ second: Tensor, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try Tensor.combining(first, second, .add, label: name, threads: threads) { $0 + $1 }
}
