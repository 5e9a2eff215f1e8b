/// The extents of a tensor along each of its dimensions, outermost first.
///
/// A shape of rank 0 is that of a scalar. No tensor has a shape with a negative
/// extent, and every operation refuses one.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The extent of each dimension, outermost first.
  public let extents: [Int]

  /// Creates a shape from its extents.
  public init(_ extents: [Int]) {
    self.extents = extents
  }

  /// Creates a shape from its extents, as `[1, 5, 5, 3]`.
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  /// The number of dimensions.
  public var rank: Int { extents.count }

  /// The extent of a dimension, counted from the outermost; 0 of one that is not there.
  public subscript(dimension: Int) -> Int {
    extents.indices.contains(dimension) ? extents[dimension] : 0
  }

  /// The number of scalars in a tensor of this shape, or `nil` when that
  /// number does not fit in 64 bits or an extent is negative.
  public var scalarCount: Int? {
    guard extents.allSatisfy({ $0 >= 0 }) else { return nil }
    if extents.contains(0) { return 0 }
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      count = product
    }
    return count
  }
}

extension Shape {
  /// The place of a position among scalars in row-major order, or `nil` when the shape
  /// has no such position.
  @inlinable func offset(of position: [Int]) -> Int? {
    guard position.count == extents.count else { return nil }
    var offset = 0
    for index in extents.indices {
      guard position[index] >= 0, position[index] < extents[index] else { return nil }
      offset = offset * extents[index] + position[index]
    }
    return offset
  }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets, as `[1, 5, 5, 3]`; of more than eight the first
  /// eight and how many more there are.
  public var description: String { extents.echoed }
}
