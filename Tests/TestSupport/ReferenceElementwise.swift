import UpsampleTensors

/// The combination of two tensors by the definition of broadcasting.
package func referenceCombination(
  _ first: Tensor, _ second: Tensor, _ combine: (Float, Float) -> Float
) -> Tensor {
  let rank = max(first.shape.rank, second.shape.rank)
  func extents(_ shape: Shape) -> [Int] {
    Array(repeating: 1, count: rank - shape.rank) + shape.extents
  }
  func number(_ tensor: Tensor, _ position: [Int]) -> Float {
    let own = zip(position, extents(tensor.shape)).map { $1 == 1 ? 0 : $0 }
    return tensor.number(at: Array(own.suffix(tensor.shape.rank)))
  }
  let output = zip(extents(first.shape), extents(second.shape)).map { $0 == 1 ? $1 : $0 }
  return .made(Shape(output)) { combine(number(first, $0), number(second, $0)) }
}

/// The mean along dimensions by its definition; these dimensions have the extent 1.
package func referenceMean(_ value: Tensor, axes: Set<Int>) -> Tensor {
  let kept = value.shape.extents.enumerated().map { axes.contains($0) ? 1 : $1 }
  return .made(Shape(kept)) { position in
    var (sum, count) = (0.0, 0.0)
    let reduced = value.shape.extents.enumerated().map { axes.contains($0) ? $1 : 1 }
    forEachIndex(of: reduced) { offset in
      sum += Double(value.number(at: zip(position, offset).map { $0 + $1 }))
      count += 1
    }
    return Float(sum / count)
  }
}
