/// The extents of a map: what a layer of a network makes of one picture, or the picture
/// itself.
package struct MapShape: Hashable, Sendable {
  package var channels: Int
  package var height: Int
  package var width: Int

  package init(channels: Int, height: Int, width: Int) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// The numbers of a row.
  package var rowCount: Int { width * channels }

  /// The numbers of the whole map, about.
  var count: Double { Double(height) * Double(rowCount) }

  /// Whether it has one pixel.
  var isPixel: Bool { height == 1 && width == 1 }

  /// The extents for messages.
  var text: String { "\(height) x \(width) pixels of \(channels) channels" }

  /// The extent along an axis.
  package subscript(axis: MapAxis) -> Int {
    get { axis == .vertical ? height : width }
    set { if axis == .vertical { height = newValue } else { width = newValue } }
  }
}

/// An axis of a map.
package enum MapAxis: Hashable, Sendable, CaseIterable {
  case vertical
  case horizontal
}

extension Range<Int> {
  /// The numbers of both ranges and those between; of an empty one nothing.
  func hull(_ other: Range<Int>) -> Range<Int> {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
