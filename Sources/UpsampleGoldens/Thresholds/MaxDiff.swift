import Upsample

/// The largest difference of two samples that is allowed, in levels of the deeper picture.
struct MaxDiff: Threshold {
  static let name = "max-diff"
  static let figure = MeasuredFigure.maximum
  static let direction = ThresholdDirection.atMost
  static let rule = "is not a whole number of levels from 0 to 65535"

  private let levels: Int

  init?(_ text: String) {
    guard let levels = wholeNumber(text[...], in: 0...65535) else { return nil }
    self.levels = levels
  }

  var bound: Double { Double(levels) }

  func excess(of difference: ImageDifference?) -> Double {
    Double((difference?.maximum ?? 0) - levels)
  }

  func clause(of difference: ImageDifference?) -> String {
    "max diff \(difference?.maximum ?? 0) is"
  }
}
