extension Tensor {
  /// The positions of a range along one dimension.
  ///
  /// - Precondition: The range lies within the dimension.
  func part(_ range: Range<Int>, ofDimension dimension: Int) -> Tensor {
    precondition((0...shape[dimension]).contains(range.lowerBound))
    precondition(range.upperBound <= shape[dimension])
    var extents = shape.extents
    extents[dimension] = range.count
    // What lies beside a zero may be of any size.
    guard !range.isEmpty, !scalars.isEmpty else {
      return Tensor(shape: Shape(extents), scalars: [])
    }
    let inner = shape.extents[(dimension + 1)...].reduce(1, *)
    let (old, new) = (shape[dimension] * inner, range.count * inner)
    return Tensor(shape: Shape(extents)) { target in
      scalars.withUnsafeBufferPointer { source in
        for index in 0..<target.count / new {
          let from = source.baseAddress! + index * old + range.lowerBound * inner
          (target.baseAddress! + index * new).initialize(from: from, count: new)
        }
      }
    }
  }

  /// This tensor and, behind it along one dimension, another.
  ///
  /// - Precondition: All other extents are the same.
  func joined(with other: Tensor, alongDimension dimension: Int) -> Tensor {
    var extents = shape.extents
    extents[dimension] += other.shape[dimension]
    if scalars.isEmpty { return other.reshaped(to: Shape(extents)) }
    if other.scalars.isEmpty { return reshaped(to: Shape(extents)) }
    let inner = shape.extents[(dimension + 1)...].reduce(1, *)
    let counts = (shape[dimension] * inner, other.shape[dimension] * inner)
    return Tensor(shape: Shape(extents)) { target in
      var next = target.baseAddress!
      scalars.withUnsafeBufferPointer { first in
        other.scalars.withUnsafeBufferPointer { second in
          for index in 0..<scalars.count / counts.0 {
            next.initialize(from: first.baseAddress! + index * counts.0, count: counts.0)
            next += counts.0
            next.initialize(from: second.baseAddress! + index * counts.1, count: counts.1)
            next += counts.1
          }
        }
      }
    }
  }
}
