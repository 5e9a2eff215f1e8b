/// The shape asked of a transposed convolution's output.
///
/// It has one extent for each dimension in the order of the data format; a
/// 2-D operation also takes the two spatial extents alone.
public enum OutputShape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The extents as a list.
  case extents([Int])
  /// The extents as a tensor of rank 1.
  case tensor(Tensor)

  /// Creates the shape from its extents, as `[1, 5, 5, 3]`.
  public init(arrayLiteral elements: Int...) {
    self = .extents(elements)
  }

  /// The largest extent of a tensor: beyond 2^24 a 32-bit number may stand for a
  /// neighbour of the extent.
  static let largestExact = 1 << 24
}
