import Upsample

/// The lowest PSNR of all samples that is allowed, in decibels.
struct MinPSNR: Threshold {
  static let name = "min-psnr"
  static let figure = MeasuredFigure.psnr
  static let rule = "is not a number of decibels from 0 to 1000"

  private let decibels: Double

  init?(_ text: String) {
    guard let decibels = decimalNumber(text[...]), decibels <= 1000 else { return nil }
    self.decibels = decibels
  }

  func excess(of difference: ImageDifference) -> Double { decibels - difference.psnr }

  func clause(of difference: ImageDifference) -> String {
    "PSNR \(text(difference.psnr, digits: 4, below: decibels)) dB is below"
  }
}
