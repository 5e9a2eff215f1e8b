@testable import Upsample

/// A sequence of numbers that its seed alone determines (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(bitPattern: Int64(seed))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A tensor of whole numbers so small that sums of their products are exact.
  mutating func wholeTensor(_ shape: Shape) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { _ in Float(Int.random(in: -9...9, using: &self)) })
  }

  /// A tensor of numbers in `-1...1`.
  mutating func realTensor(_ shape: Shape) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { _ in Float.random(in: -1...1, using: &self) })
  }

  /// One of the given values.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices.lowerBound..<values.count, using: &self)]
  }
}
