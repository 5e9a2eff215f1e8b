import Upsample

/// The largest difference of two samples that is allowed, in levels of the deeper picture.
struct MaxDiff: Threshold {
  static let name = "max-diff"
  static let figure = MeasuredFigure.maximum
  static let rule = "is not a whole number of levels from 0 to 65535"

  private let levels: Int

  init?(_ text: String) {
    guard let levels = wholeNumber(text[...], in: 0...65535) else { return nil }
    self.levels = levels
  }

  func excess(of difference: ImageDifference) -> Double { Double(difference.maximum - levels) }

  func clause(of difference: ImageDifference) -> String {
    "max diff \(difference.maximum) is above"
  }
}
