/// An exact positive fraction in lowest terms.
public struct Ratio: Hashable, Sendable, ExpressibleByIntegerLiteral {
  public let numerator: Int
  public let denominator: Int

  /// Creates the fraction `numerator / denominator` in lowest terms.
  ///
  /// - Precondition: Both are positive.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(numerator > 0 && denominator > 0, "a ratio is positive")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  public init(integerLiteral value: Int) {
    self.init(value, 1)
  }

  /// The fraction as the nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }
}

extension Ratio: CustomStringConvertible {
  /// The fraction as `3/2`, or as `2` when it is whole.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
