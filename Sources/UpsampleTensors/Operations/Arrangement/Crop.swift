import UpsampleBase

/// The tensor without some numbers before and after those of each dimension: the inverse
/// of `pad`.
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - crops: For each dimension how many positions are left out before and after. At
///     least 0, and together no more than the extent.
///   - name: The caller's name for the call, which appears in errors.
/// - Returns: A tensor of extents `value - before - after`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule.
///
/// The corresponding TensorFlow operation is `tf.slice`.
public func crop(
  _ value: Tensor, crops: [[Int]], name: String? = nil
) throws(UpsampleError) -> Tensor {
  let subject = OperationSubject(name: .crop, label: name)
  try requirePairs(crops, of: "crops", for: value.shape, subject: subject)
  for (pair, extent) in zip(crops, value.shape.extents) where pair[0] + pair[1] > extent {
    throw subject.fault(
      "crops \(pair) are more than the extent \(extent)",
      remedy: "Give \(extent) at most, both together.")
  }
  var result = value
  for (dimension, pair) in crops.enumerated() where pair != [0, 0] {
    let range = pair[0]..<value.shape[dimension] - pair[1]
    result = result.part(range, ofDimension: dimension)
  }
  return result
}
