import Upsample

/// The lowest PSNR of all samples that is allowed, in decibels.
struct MinPSNR: Threshold {
  static let name = "min-psnr"
  static let figure = MeasuredFigure.psnr
  static let direction = ThresholdDirection.atLeast
  static let rule = "is not a number of decibels from 0 to 1000"

  let bound: Double

  init?(_ text: String) {
    guard let decibels = decimalNumber(text[...]), decibels <= 1000 else { return nil }
    bound = decibels
  }

  func excess(of difference: ImageDifference?) -> Double {
    bound - (difference?.psnr ?? .infinity)
  }

  func clause(of difference: ImageDifference?) -> String {
    guard let psnr = difference?.psnr, psnr.isFinite else { return "PSNR infinite is" }
    return "PSNR \(text(psnr, digits: 4, below: bound)) dB is"
  }
}
