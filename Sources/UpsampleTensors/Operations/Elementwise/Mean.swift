import UpsampleBase

/// What becomes of dimensions over which numbers are taken together.
public enum ReducedDimensions: String, Hashable, Sendable, CaseIterable {
  /// The output lacks them.
  case removed
  /// They have the extent 1.
  case kept
}

/// The mean of numbers along some dimensions.
///
/// Numbers are added in double precision and row-major order, and the mean is rounded
/// once. The mean of no numbers is NaN.
///
/// ```swift
/// let pooled = try mean(picture, axes: [1, 2])  // of [batch, height, width, channels]
/// ```
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - axes: The dimensions to take together, from the first on, or negative from the
///     last on; absent, all of them.
///   - dimensions: What becomes of these dimensions.
///   - name: The caller's name for the call, which appears in errors.
/// - Returns: A tensor of the other dimensions, and as `dimensions` has it of these.
/// - Throws: ``UpsampleError/request(_:)`` when there is no such dimension or one is
///   named twice, or the output does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.reduce_mean`.
public func mean(
  _ value: Tensor, axes: [Int]? = nil, dimensions: ReducedDimensions = .removed,
  name: String? = nil
) throws(UpsampleError) -> Tensor {
  let subject = OperationSubject(name: .mean, label: name)
  let extents = value.shape.extents
  var reduced = Set(extents.indices)
  if let axes {
    reduced = []
    for axis in axes {
      guard reduced.insert(try dimension(axis, of: value.shape, subject: subject)).inserted else {
        throw subject.fault(.dimensions(.repeated(axis, axes: axes)))
      }
    }
  }
  let kept = extents.indices.map { reduced.contains($0) ? 1 : extents[$0] }
  let output = extents.indices.filter { !reduced.contains($0) || dimensions == .kept }
  try requireMemory(for: Shape(kept + [2]), subject: subject)
  return Tensor(
    shape: Shape(output.map { kept[$0] }), scalars: means(of: value, keeping: kept))
}

/// The dimension that a number names, which from the last on is negative.
func dimension(
  _ axis: Int, of shape: Shape, subject: OperationSubject
) throws(UpsampleError) -> Int {
  guard (-shape.rank..<shape.rank).contains(axis) else {
    throw subject.fault(.dimensions(.axis(axis, shape)))
  }
  return axis < 0 ? axis + shape.rank : axis
}

/// The means of all numbers that share their positions along the dimensions which keep
/// their extents.
private func means(of value: Tensor, keeping kept: [Int]) -> [Float] {
  let extents = value.shape.extents
  var sums = [Double](repeating: 0, count: Shape(kept).scalarCount ?? 0)
  // A dimension that is kept moves on through the output, one that is not stays.
  var (steps, step) = ([Int](repeating: 0, count: kept.count), 1)
  for index in kept.indices.reversed() where kept[index] == extents[index] {
    steps[index] = extents[index] == 1 ? 0 : step
    step = step.multipliedReportingOverflow(by: extents[index]).partialValue
  }
  guard !value.scalars.isEmpty else { return sums.map { _ in .nan } }
  let (length, inner) = (extents.last ?? 1, steps.last ?? 0)
  var (position, place) = ([Int](repeating: 0, count: max(0, kept.count - 1)), 0)
  for first in stride(from: 0, to: value.scalars.count, by: length) {
    for index in 0..<length { sums[place + index * inner] += Double(value.scalars[first + index]) }
    for index in position.indices.reversed() {
      position[index] += 1
      place += steps[index]
      if position[index] < extents[index] { break }
      place -= extents[index] * steps[index]
      position[index] = 0
    }
  }
  let count = Double(value.scalars.count / sums.count)
  return sums.map { Float($0 / count) }
}
