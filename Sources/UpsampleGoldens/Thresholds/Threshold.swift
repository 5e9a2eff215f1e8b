import Upsample

/// A bound that a figure of two pictures is held to.
package protocol Threshold: Sendable {
  /// The name of its option, without dashes.
  static var name: String { get }
  /// The figure that has to be measured for it.
  static var figure: MeasuredFigure { get }
  /// The rule that text which is no bound breaks, as a clause behind it.
  static var rule: String { get }
  /// What to write instead, where the rule does not say.
  static var remedy: String? { get }

  /// Reads a bound; `nil` of other text.
  init?(_ text: String)

  /// How far a figure lies beyond the bound, in units of its own: above 0 where the
  /// threshold does not hold.
  func excess(of difference: ImageDifference) -> Double

  /// The figure with its side of the bound, which follows: `max diff 40 is above`.
  func clause(of difference: ImageDifference) -> String
}

extension Threshold {
  package static var remedy: String? { nil }
}

/// A figure that a threshold may need.
package enum MeasuredFigure: Sendable {
  case maximum, psnr, ssim, differingPixels
}

/// A value with so many digits behind the point, or with more where only these tell it from
/// the threshold that it is below.
func text(_ value: Double, digits: Int, below threshold: Double) -> String {
  let texts = (digits...15).lazy.map { fixedText(value, digits: $0) }
  return texts.first { Double($0)! < threshold } ?? "\(value)"
}
