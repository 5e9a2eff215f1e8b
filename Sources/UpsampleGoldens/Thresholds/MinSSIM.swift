import Upsample

/// The lowest structural similarity of Y that is allowed.
struct MinSSIM: Threshold {
  static let name = "min-ssim"
  static let figure = MeasuredFigure.ssim
  static let rule = "is not a similarity from 0 to 1"

  private let similarity: Double

  init?(_ text: String) {
    guard let similarity = decimalNumber(text[...]), similarity <= 1 else { return nil }
    self.similarity = similarity
  }

  func excess(of difference: ImageDifference) -> Double { similarity - difference.ssim }

  func clause(of difference: ImageDifference) -> String {
    "SSIM \(text(difference.ssim, digits: 6, below: similarity)) is below"
  }
}
