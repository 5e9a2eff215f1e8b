/// An exact fraction.
///
/// Positive numbers make one in lowest terms. Others make none that a picture can
/// grow by: they are kept as they are given, and whatever takes a ratio refuses them.
public struct Ratio: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The number above the line.
  public let numerator: Int
  /// The number below the line.
  public let denominator: Int

  /// Creates the fraction `numerator / denominator`, in lowest terms where both
  /// are positive.
  public init(_ numerator: Int, _ denominator: Int) {
    guard numerator > 0, denominator > 0 else {
      (self.numerator, self.denominator) = (numerator, denominator)
      return
    }
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// Creates a whole number.
  public init(integerLiteral value: Int) {
    self.init(value, 1)
  }

  /// Whether the fraction is one that a picture can grow by.
  package var isScale: Bool { denominator > 0 && numerator >= denominator }

  /// The fraction as the nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }
}

extension Ratio: CustomStringConvertible {
  /// The fraction as `3/2`, or as `2` when it is whole.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
