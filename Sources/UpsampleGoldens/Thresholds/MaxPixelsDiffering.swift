import Upsample

/// The most pixels that may differ: their number, or their share.
struct MaxPixelsDiffering: Threshold {
  static let name = "max-pixels-differing"
  static let figure = MeasuredFigure.differingPixels
  static let direction = ThresholdDirection.atMost
  static let rule = "is neither a number of pixels nor a share"
  static let remedy: String? =
    "Write a whole number, as 100, or a share from 0% to 100%, as 0.1%."

  private enum Limit {
    case count(Int)
    case percent(Double)
  }

  private let limit: Limit

  init?(_ text: String) {
    if text.hasSuffix("%"), let percent = decimalNumber(text.dropLast()), percent <= 100 {
      limit = .percent(percent)
    } else if let count = wholeNumber(text[...], in: 0...Int.max) {
      limit = .count(count)
    } else {
      return nil
    }
  }

  var bound: Double {
    switch limit {
    case .count(let count): Double(count)
    case .percent(let percent): percent
    }
  }

  var unit: String {
    switch limit {
    case .count: "pixels"
    case .percent: "percent"
    }
  }

  func excess(of difference: ImageDifference?) -> Double {
    guard let difference else { return -bound }
    switch limit {
    case .count(let count):
      return Double(difference.differingPixels - count)
    case .percent(let percent):
      let most = percent / 100 * Double(difference.pixels)
      let excess = Double(difference.differingPixels) - most
      // A decimal share is no binary one, 0.7 % of 1000 less than 7: what is rounded here is
      // far less than a pixel.
      return abs(excess) <= most * 1e-14 ? 0 : excess
    }
  }

  func clause(of difference: ImageDifference?) -> String {
    "differing pixels \(difference?.differingPixels ?? 0) are"
  }
}
