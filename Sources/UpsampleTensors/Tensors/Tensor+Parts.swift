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
    return Tensor.joining([self, other], alongDimension: dimension, shape: Shape(extents))
  }

  /// Tensors one behind another along one dimension.
  ///
  /// - Parameter shape: The shape that they have together.
  /// - Precondition: All other extents are the same.
  static func joining(
    _ tensors: [Tensor], alongDimension dimension: Int, shape: Shape
  ) -> Tensor {
    guard shape.scalarCount != 0 else { return Tensor(shape: shape, scalars: []) }
    let inner = shape.extents[(dimension + 1)...].reduce(1, *)
    let outer = shape.extents[..<dimension].reduce(1, *)
    return Tensor(shape: shape) { target in
      var start = target.baseAddress!
      for tensor in tensors where !tensor.scalars.isEmpty {
        let count = tensor.shape[dimension] * inner
        tensor.scalars.withUnsafeBufferPointer { source in
          for index in 0..<outer {
            (start + index * shape[dimension] * inner).initialize(
              from: source.baseAddress! + index * count, count: count)
          }
        }
        start += count
      }
    }
  }
}
