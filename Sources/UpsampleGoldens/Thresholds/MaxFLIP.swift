import Upsample

/// The largest mean FLIP that is allowed.
struct MaxFLIP: Threshold {
  static let name = "max-flip"
  static let figure = MeasuredFigure.flip
  static let direction = ThresholdDirection.atMost
  static let rule = "is not an error from 0 to 1"

  let bound: Double

  init?(_ text: String) {
    guard let error = decimalNumber(text[...]), error <= 1 else { return nil }
    bound = error
  }

  func excess(of difference: ImageDifference?) -> Double { (difference?.flip ?? 0) - bound }

  func clause(of difference: ImageDifference?) -> String {
    "FLIP \(text(difference?.flip ?? 0, digits: 6, above: bound)) is"
  }
}
