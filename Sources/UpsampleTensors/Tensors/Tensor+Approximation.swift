extension Tensor {
  /// Whether two tensors have the same shape and about the same scalars.
  ///
  /// Their largest difference is compared with the largest finite magnitude in either.
  /// Scalars that are equal, infinities among them, do not differ; a NaN differs from
  /// everything, itself included.
  ///
  /// - Parameters:
  ///   - other: The tensor to compare with.
  ///   - absoluteTolerance: A difference that is accepted whatever the magnitudes. A
  ///     negative one or NaN accepts none.
  ///   - relativeTolerance: A difference that is accepted, as a part of the largest
  ///     magnitude, in `0..<1`.
  public func isApproximatelyEqual(
    to other: Tensor, absoluteTolerance: Float, relativeTolerance: Float = 0
  ) -> Bool {
    guard shape == other.shape else { return false }
    var (difference, magnitude): (Float, Float) = (0, 0)
    for (one, two) in zip(scalars, other.scalars) {
      if one != two {
        let distance = (one - two).magnitude
        if distance.isNaN { return false }
        difference = max(difference, distance)
      }
      for scalar in [one, two] where scalar.isFinite {
        magnitude = max(magnitude, scalar.magnitude)
      }
    }
    if difference == 0 { return true }
    return difference.isFinite
      && (difference <= absoluteTolerance || difference <= relativeTolerance * magnitude)
  }

  /// Whether two tensors have the same shape and about the same scalars, in comparison
  /// with the largest of them.
  ///
  /// - Parameters:
  ///   - other: The tensor to compare with.
  ///   - relativeTolerance: A difference that is accepted, as a part of the largest
  ///     magnitude, in `0..<1`; absent, half of the digits.
  public func isApproximatelyEqual(
    to other: Tensor, relativeTolerance: Float = Float.ulpOfOne.squareRoot()
  ) -> Bool {
    isApproximatelyEqual(
      to: other, absoluteTolerance: 0, relativeTolerance: relativeTolerance)
  }
}
