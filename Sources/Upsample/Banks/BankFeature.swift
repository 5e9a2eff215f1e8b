/// A question that a node of a bank's tree asks of the neighbourhood of a pixel: whether a
/// quantity is more than so many times another.
///
/// Neighbours are numbered by rows from 0 to 48, in the window of 7x7 pixels that is folded
/// as its ``BankOrientation`` says; 24 is the pixel itself. What is compared with is the
/// standard deviation within so many pixels around, 1 to 3, or 1 level where that is 0.
package enum BankFeature: Hashable, Sendable {
  /// The difference of two neighbours.
  case difference(Int, Int, over: Int)
  /// The sum of two neighbours less twice the one named second.
  case secondDifference(Int, Int, Int, over: Int)
  /// The deviation within so many pixels.
  case deviation(within: Int, over: Int)

  /// The pixels of a window.
  package static let windowSide = 7
  package static let windowCount = 49
  /// The widest radius of a deviation, in pixels.
  package static let mostRadius = 3
  /// The numbers of a ``BankSample``: neighbours, and what is compared with.
  package static let valueCount = windowCount + mostRadius + 1

  /// The quantity: what is compared.
  ///
  /// - Parameter step: How far the numbers of a pixel lie apart.
  package func numerator(_ values: UnsafePointer<Float>, step: Int = 1) -> Float {
    switch self {
    case .difference(let one, let other, _): values[one * step] - values[other * step]
    case .secondDifference(let one, let middle, let other, _):
      values[one * step] - 2 * values[middle * step] + values[other * step]
    case .deviation(let radius, _): values[(Self.windowCount + radius) * step]
    }
  }

  /// What it is compared with, above zero.
  package func denominator(_ values: UnsafePointer<Float>, step: Int = 1) -> Float {
    values[(Self.windowCount + over) * step]
  }

  /// Whether the quantity is above so many times the other. Differences are exact, and the
  /// product is rounded once.
  package func isAbove(_ threshold: Float, _ values: UnsafePointer<Float>) -> Bool {
    numerator(values) > threshold * denominator(values)
  }

  /// The radius of the deviation that is compared with; 0 for one level.
  package var over: Int {
    switch self {
    case .difference(_, _, let over), .secondDifference(_, _, _, let over),
      .deviation(_, let over):
      over
    }
  }

  /// Whether all neighbours and radii are some.
  var isValid: Bool {
    func areNeighbours(_ numbers: Int...) -> Bool {
      numbers.allSatisfy { (0..<Self.windowCount).contains($0) }
    }
    let isOver = (0...Self.mostRadius).contains(over)
    return switch self {
    case .difference(let one, let other, _): isOver && areNeighbours(one, other)
    case .secondDifference(let one, let middle, let other, _):
      isOver && areNeighbours(one, middle, other)
    case .deviation(let radius, _): isOver && (1...Self.mostRadius).contains(radius)
    }
  }
}

/// A node of a bank's tree.
package struct BankNode: Hashable, Sendable {
  package let feature: BankFeature
  package let threshold: Float
  /// Where pixels go whose quantity is not above the threshold.
  package let lower: Branch
  /// Where the others go.
  package let higher: Branch

  package init(_ feature: BankFeature, above threshold: Float, lower: Branch, higher: Branch) {
    self.feature = feature
    self.threshold = threshold
    self.lower = lower
    self.higher = higher
  }

  /// What follows a node.
  package enum Branch: Hashable, Sendable {
    /// Another node, of a larger number.
    case node(Int)
    /// The kernel of that number.
    case leaf(Int)
  }
}
