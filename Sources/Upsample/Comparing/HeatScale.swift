import Glibc
import UpsampleImages

/// The colours of differences, from 1 level to the largest at hand.
///
/// They follow the logarithm of the difference: a single level is seen beside a
/// gross error, and the largest is always the brightest.
struct HeatScale {
  /// The largest difference, at least 1.
  let maximum: Int
  private let colours: [Colour]
  /// The logarithm to base 2 of the largest difference; of 1 level, 1.
  private let span: Double

  /// - Parameter maximum: The largest difference, in levels; of equal pictures 0.
  init(maximum: Int) {
    self.maximum = max(1, maximum)
    let span = max(1, log2(Double(maximum)))
    self.span = span
    colours =
      [Colour.black] + (1...self.maximum).map { Self.colour(at: log2(Double($0)) / span) }
  }

  /// The scale of two pictures: up to their largest difference, or, where their sizes differ,
  /// up to the largest that there may be.
  init(_ comparison: ImageComparison) {
    let levels = max(comparison.one.depth.maximum, comparison.other.depth.maximum)
    self.init(maximum: comparison.difference?.maximum ?? levels)
  }

  /// The place on the scale, from 0 to 1, of a difference of at least 1 level.
  func place(of difference: Int) -> Double { log2(Double(difference)) / span }

  /// The colour of a difference of 1 to ``maximum`` levels.
  subscript(difference: Int) -> Colour { colours[difference] }

  /// From the smallest difference to the largest: each stop is brighter than
  /// the one before it, so the order is seen in gray, too.
  private static let stops: [(Double, Double, Double)] = [
    (50, 60, 185), (175, 40, 175), (255, 110, 40), (255, 215, 60), (255, 255, 235),
  ]

  /// The colour at a place from 0 to 1 on the scale.
  static func colour(at place: Double) -> Colour {
    let position = min(max(place, 0), 1) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    let (low, high) = (stops[index], stops[index + 1])
    let share = position - Double(index)
    func mix(_ a: Double, _ b: Double) -> UInt8 { UInt8((a + (b - a) * share).rounded()) }
    return Colour(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
  }
}
