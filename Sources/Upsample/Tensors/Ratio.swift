/// An exact positive fraction in lowest terms.
public struct Ratio: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The number above the line, at least 1.
  public let numerator: Int
  /// The number below the line, at least 1 and without a divisor in common with
  /// the numerator.
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

  /// Creates a whole number.
  ///
  /// - Precondition: It is positive.
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
