import UpsampleTensors

extension SeededGenerator {
  /// A tensor of whole numbers so small that sums of their products are exact.
  package mutating func wholeTensor(_ shape: Shape) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { _ in Float(Int.random(in: -9...9, using: &self)) })
  }

  /// A tensor of numbers in `-1...1`.
  package mutating func realTensor(_ shape: Shape) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { _ in Float.random(in: -1...1, using: &self) })
  }

  /// A tensor of numbers in `-1...1` but for one infinity, of either sign.
  package mutating func infiniteTensor(_ shape: Shape) -> Tensor {
    var tensor = realTensor(shape)
    if tensor.scalars.isEmpty { return tensor }
    tensor.scalars[Int.random(in: tensor.scalars.indices, using: &self)] =
      pick([.infinity, -.infinity])
    return tensor
  }

  /// A tensor of the given kind of numbers.
  package mutating func tensor(_ data: ConvolutionCase.Data, _ shape: Shape) -> Tensor {
    switch data {
    case .whole: wholeTensor(shape)
    case .real: realTensor(shape)
    case .infinite: infiniteTensor(shape)
    }
  }

  /// One of the given values.
  package mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}
