import Glibc
import UpsampleBase

/// Tensors to try operations on.
extension Tensor {
  /// Numbers of the normal distribution of mean 0 and standard deviation 1, the same ones
  /// for a seed on every machine.
  ///
  /// - Parameters:
  ///   - seed: What the numbers follow from.
  ///   - shape: Of which extents are not negative.
  /// - Throws: ``UpsampleError/request(_:)`` when there is no such tensor, or it does not
  ///   fit into memory.
  public static func normal(seed: UInt64, shape: Shape) throws(UpsampleError) -> Tensor {
    let count = try shape.requireMemory()
    var random = SplitMix64(seed: seed)
    /// The upper bits as a number in `0...1`, without the ends.
    func uniform() -> Double { (Double(random.next() >> 11) + 0.5) * 0x1p-53 }
    var scalars: [Float] = []
    scalars.reserveCapacity(count + 1)
    while scalars.count < count {
      // Box and Muller's transform, of pairs.
      let (radius, angle) = (sqrt(-2 * log(uniform())), 2 * Double.pi * uniform())
      scalars.append(Float(radius * cos(angle)))
      scalars.append(Float(radius * sin(angle)))
    }
    if scalars.count > count { scalars.removeLast() }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// The numbers 0, 1, 2 and so on in row-major order; beyond 2^24, the nearest of 32 bits.
  ///
  /// - Parameter shape: Of which extents are not negative.
  /// - Throws: ``UpsampleError/request(_:)`` when there is no such tensor, or it does not
  ///   fit into memory.
  public static func range(shape: Shape) throws(UpsampleError) -> Tensor {
    Tensor(shape: shape, scalars: (0..<(try shape.requireMemory())).map { Float($0) })
  }

  /// One number everywhere.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - shape: Of which extents are not negative.
  /// - Throws: ``UpsampleError/request(_:)`` when there is no such tensor, or it does not
  ///   fit into memory.
  public static func constant(_ value: Float, shape: Shape) throws(UpsampleError) -> Tensor {
    _ = try shape.requireMemory()
    return Tensor(repeating: value, shape: shape)
  }
}
