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
  try requirePairs(crops, of: .crops, for: value.shape, subject: subject)
  for (pair, extent) in zip(crops, value.shape.extents) where pair[0] + pair[1] > extent {
    throw subject.fault(.arrangement(.crops(pair, extent: extent)))
  }
  return value.part(
    zip(crops, value.shape.extents).map { pair, extent in pair[0]..<extent - pair[1] })
}

extension Tensor {
  /// The positions of a range along each dimension, copied once.
  ///
  /// - Precondition: The ranges lie within their dimensions.
  fileprivate func part(_ ranges: [Range<Int>]) -> Tensor {
    let result = Shape(ranges.map(\.count))
    guard result.scalarCount != 0, !scalars.isEmpty else {
      return Tensor(shape: result, scalars: [])
    }
    // What is whole at the end is copied in one piece with what it is part of.
    let whole = zip(ranges, shape.extents).reversed().prefix { $0.count == $1 }.count
    let outer = max(0, ranges.count - whole - 1)
    let inner = shape.extents.suffix(whole).reduce(1, *)
    let run = result.extents[outer...].reduce(1, *)
    let first = outer < ranges.count ? ranges[outer].lowerBound * inner : 0
    let stride = shape.extents[outer...].reduce(1, *)
    return Tensor(shape: result) { target in
      scalars.withUnsafeBufferPointer { source in
        for piece in 0..<target.count / run {
          var (rest, offset, step) = (piece, first, stride)
          for dimension in (0..<outer).reversed() {
            offset += (rest % result[dimension] + ranges[dimension].lowerBound) * step
            rest /= result[dimension]
            step *= shape[dimension]
          }
          (target.baseAddress! + piece * run).initialize(
            from: source.baseAddress! + offset, count: run)
        }
      }
    }
  }
}
