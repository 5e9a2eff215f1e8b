import UpsampleBase

/// Tensors one behind another along a dimension.
///
/// - Parameters:
///   - values: One tensor or more, whose extents differ along the dimension alone.
///   - axis: The dimension, from the first on, or negative from the last on.
///   - name: The caller's name for the call, which appears in errors.
/// - Returns: A tensor whose extent along the dimension is the sum of the values'.
/// - Throws: ``UpsampleError/request(_:)`` when there is no value or no such dimension,
///   extents differ, or the output does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.concat`.
public func concat(
  _ values: [Tensor], axis: Int, name: String? = nil
) throws(UpsampleError) -> Tensor {
  let subject = OperationSubject(name: .concat, label: name)
  guard let first = values.first else {
    throw subject.fault(.dimensions(.noValue))
  }
  let axis = try dimension(axis, of: first.shape, subject: subject)
  var extents = first.shape.extents
  extents[axis] = 0
  for value in values {
    var own = value.shape.extents
    let extent = own.indices.contains(axis) ? own[axis] : 0
    if own.indices.contains(axis) { own[axis] = extents[axis] }
    guard own == extents else {
      throw subject.fault(.dimensions(.joined(value.shape, first: first.shape, axis: axis)))
    }
    let (sum, overflow) = extents[axis].addingReportingOverflow(extent)
    guard !overflow else { throw subject.fault(.dimensions(.sum(axis: axis))) }
    extents[axis] = sum
  }
  try requireMemory(for: Shape(extents), subject: subject)
  return Tensor.joining(values, alongDimension: axis, shape: Shape(extents))
}
