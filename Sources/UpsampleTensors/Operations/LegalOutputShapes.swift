/// The output shapes that a transposed convolution can have with its other arguments:
/// those whose forward convolution has the shape of the value.
public struct LegalOutputShapes: Hashable, Sendable {
  /// The order of the shapes' dimensions.
  public let dataFormat: DataFormat
  /// The one legal batch: the value's.
  public let batch: Int
  /// The legal extents of each spatial axis, outermost first.
  public let spatial: [ClosedRange<Int>]
  /// The legal numbers of channels, ascending: the filter's, and where the operation
  /// knows groups, that times the number of groups.
  public let channels: [Int]

  /// The shape of the least legal extents.
  public var smallest: Shape { shape { $0.lowerBound } }

  /// The shape of the greatest legal extents, with the filter's own channels.
  public var largest: Shape { shape { $0.upperBound } }

  /// Whether a shape is one of them.
  public func contains(_ shape: Shape) -> Bool {
    guard shape.rank == dataFormat.rank else { return false }
    return shape[0] == batch && channels.contains(shape[dataFormat.channelDimension])
      && zip(spatial, shape.extents[dataFormat.spatialDimensions]).allSatisfy { $0.contains($1) }
  }

  private func shape(_ extent: (ClosedRange<Int>) -> Int) -> Shape {
    Shape(
      dataFormat.extents(
        batch: batch, spatial: spatial.map(extent), channels: channels.first ?? 0))
  }
}

/// The divisors of a positive number, ascending.
func divisors(of number: Int) -> [Int] {
  let small = (1...number).prefix { $0 <= number / $0 }.filter { number % $0 == 0 }
  return small + small.reversed().map { number / $0 }.filter { $0 > small.last! }
}
