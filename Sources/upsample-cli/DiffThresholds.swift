import Upsample

/// What `upsample diff` allows two pictures to differ by.
struct DiffThresholds {
  /// The most pixels that may differ.
  enum PixelLimit {
    case count(Int)
    case percent(Double, text: String)
  }

  /// The least value allowed, and how it was given.
  private struct Least {
    let value: Double
    let text: String
  }

  private let maxDiff: Int?
  private let minPSNR: Least?
  private let minSSIM: Least?
  private let maxPixelsDiffering: PixelLimit?

  /// Reads the thresholds that the arguments give.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for values out of range.
  init(_ arguments: Arguments) throws(UpsampleError) {
    maxDiff = try arguments.text(.maxDiff).map(levels)
    minPSNR = try arguments.text(.minPSNR).map { text throws(UpsampleError) in
      Least(value: try decibels(text), text: text)
    }
    minSSIM = try arguments.text(.minSSIM).map { text throws(UpsampleError) in
      Least(value: try similarity(text), text: text)
    }
    maxPixelsDiffering = try arguments.text(.maxPixelsDiffering).map(PixelLimit.init)
  }

  /// Whether any threshold was given.
  var isEmpty: Bool {
    maxDiff == nil && minPSNR == nil && minSSIM == nil && maxPixelsDiffering == nil
  }

  /// A line for each threshold that does not hold.
  func excesses(of difference: ImageDifference) -> [String] {
    var lines: [String] = []
    if let maxDiff, difference.maximum > maxDiff {
      lines.append("max diff \(difference.maximum) is above --max-diff \(maxDiff)")
    }
    if let minPSNR, difference.psnr < minPSNR.value {
      let psnr = text(difference.psnr, digits: 4, below: minPSNR.value)
      lines.append("PSNR \(psnr) dB is below --min-psnr \(minPSNR.text)")
    }
    if let minSSIM, difference.ssim < minSSIM.value {
      let ssim = text(difference.ssim, digits: 6, below: minSSIM.value)
      lines.append("SSIM \(ssim) is below --min-ssim \(minSSIM.text)")
    }
    if let limit = maxPixelsDiffering, limit.isExceeded(by: difference) {
      lines.append(
        "differing pixels \(difference.differingPixels) are above "
          + "--max-pixels-differing \(limit)")
    }
    return lines
  }
}

extension DiffThresholds.PixelLimit: CustomStringConvertible {
  /// Reads `N` or `P%`.
  fileprivate init(_ text: String) throws(UpsampleError) {
    if text.hasSuffix("%"), let percent = decimalNumber(text.dropLast()), percent <= 100 {
      self = .percent(percent, text: text)
    } else if let count = wholeNumber(text[...], in: 0...Int.max) {
      self = .count(count)
    } else {
      throw .value(
        text, of: .maxPixelsDiffering, "is neither a number of pixels nor a share",
        remedy: "Write a whole number, as 100, or a share from 0% to 100%, as 0.1%.")
    }
  }

  fileprivate func isExceeded(by difference: ImageDifference) -> Bool {
    switch self {
    case .count(let count):
      difference.differingPixels > count
    case .percent(let percent, _):
      // A decimal share is no binary one, 0.7 % of 1000 less than 7: what is rounded here is far
      // less than a pixel.
      Double(difference.differingPixels) > percent / 100 * Double(difference.pixels) * (1 + 1e-14)
    }
  }

  var description: String {
    switch self {
    case .count(let count): "\(count)"
    case .percent(_, let text): text
    }
  }
}

/// A value with so many digits behind the point, or with more where only these tell it from
/// the threshold that it is below.
private func text(_ value: Double, digits: Int, below threshold: Double) -> String {
  let texts = (digits...15).lazy.map { fixedText(value, digits: $0) }
  return texts.first { Double($0)! < threshold } ?? "\(value)"
}

private func levels(_ text: String) throws(UpsampleError) -> Int {
  guard let levels = wholeNumber(text[...], in: 0...65535) else {
    throw .value(text, of: .maxDiff, "is not a whole number of levels from 0 to 65535")
  }
  return levels
}

private func decibels(_ text: String) throws(UpsampleError) -> Double {
  guard let decibels = decimalNumber(text[...]), decibels <= 1000 else {
    throw .value(text, of: .minPSNR, "is not a number of decibels from 0 to 1000")
  }
  return decibels
}

private func similarity(_ text: String) throws(UpsampleError) -> Double {
  guard let similarity = decimalNumber(text[...]), similarity <= 1 else {
    throw .value(text, of: .minSSIM, "is not a similarity from 0 to 1")
  }
  return similarity
}
