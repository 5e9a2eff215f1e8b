import Upsample

/// The lowest SSIMULACRA 2 that is allowed.
struct MinSSIMULACRA2: Threshold {
  static let name = "min-ssimulacra2"
  static let figure = MeasuredFigure.ssimulacra2
  static let direction = ThresholdDirection.atLeast
  static let rule = "is not a score from 0 to 100"

  let bound: Double

  init?(_ text: String) {
    guard let score = decimalNumber(text[...]), score <= 100 else { return nil }
    bound = score
  }

  func excess(of difference: ImageDifference?) -> Double {
    guard let difference else { return bound - 100 }
    return difference.ssimulacra2.map { bound - $0 } ?? .infinity
  }

  func clause(of difference: ImageDifference?) -> String {
    guard let score = difference.map(\.ssimulacra2) ?? 100 else {
      return "SSIMULACRA 2, which no image with a side below 8 pixels has, is"
    }
    return "SSIMULACRA 2 \(text(score, digits: 4, below: bound)) is"
  }
}
