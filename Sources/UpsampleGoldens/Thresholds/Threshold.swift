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

  /// The side on which the figure may lie.
  static var direction: ThresholdDirection { get }

  /// Reads a bound; `nil` of other text.
  init?(_ text: String)

  /// The bound as a number.
  var bound: Double { get }
  /// The unit of the number, where there are several: bounds of two can't be compared.
  var unit: String { get }

  /// How far a figure lies beyond the bound, in units of its own: above 0 where the
  /// threshold does not hold, below 0 where there is room. Without a difference it is that
  /// of equal pictures.
  func excess(of difference: ImageDifference?) -> Double

  /// The figure and its verb: `max diff 40 is`. Without a difference it is that of equal
  /// pictures.
  func clause(of difference: ImageDifference?) -> String
}

extension Threshold {
  package static var remedy: String? { nil }
  package var unit: String { "" }
}

/// The side of a bound on which a figure is good.
package enum ThresholdDirection: Sendable {
  case atMost, atLeast

  /// The side of the bound on which a figure lies that is worse.
  var worse: String { self == .atMost ? "above" : "below" }
  /// The side of the bound on which a figure lies that is better.
  var better: String { self == .atMost ? "below" : "above" }
}

/// A figure that a threshold may need.
package enum MeasuredFigure: Sendable {
  case maximum, psnr, ssim, differingPixels, densestWindow, ssimulacra2, flip
}

/// A value with so many digits behind the point, or with more where only these tell it from
/// the bound that it is below.
func text(_ value: Double, digits: Int, below bound: Double) -> String {
  text(value, digits: digits) { $0 < bound }
}

/// The same of a bound that it is above.
func text(_ value: Double, digits: Int, above bound: Double) -> String {
  text(value, digits: digits) { $0 > bound }
}

private func text(_ value: Double, digits: Int, where isBeyond: (Double) -> Bool) -> String {
  guard isBeyond(value) else { return fixedText(value, digits: digits) }
  let texts = (digits...15).lazy.map { fixedText(value, digits: $0) }
  return texts.first { isBeyond(Double($0)!) } ?? "\(value)"
}
