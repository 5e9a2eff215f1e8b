import Upsample

/// The lowest structural similarity of Y that is allowed.
struct MinSSIM: Threshold {
  static let name = "min-ssim"
  static let figure = MeasuredFigure.ssim
  static let direction = ThresholdDirection.atLeast
  static let rule = "is not a similarity from 0 to 1"

  let bound: Double

  init?(_ text: String) {
    guard let similarity = decimalNumber(text[...]), similarity <= 1 else { return nil }
    bound = similarity
  }

  func excess(of difference: ImageDifference?) -> Double {
    guard let difference else { return bound - 1 }
    return difference.ssim.map { bound - $0 } ?? .infinity
  }

  func clause(of difference: ImageDifference?) -> String {
    let ssim = difference.map(\.ssim) ?? 1
    return ssim.map { "SSIM \(text($0, digits: 6, below: bound)) is" }
      ?? "SSIM, of which no window counts, is"
  }
}
