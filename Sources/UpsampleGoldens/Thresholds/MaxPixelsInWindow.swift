import Upsample

/// The most pixels that may differ in any square of a side: local damage.
struct MaxPixelsInWindow: Threshold {
  static let name = "max-pixels-in-window"
  static let figure = MeasuredFigure.densestWindow
  static let direction = ThresholdDirection.atMost
  static let rule = "is not a number of pixels and the side of a window"
  static let remedy: String? = "Write both as 20/64, the side from 1 to 4096."

  private let count: Int
  var bound: Double { Double(count) }
  var unit: String { "\(side)" }
  /// The side of the window in pixels.
  let side: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = wholeNumber(parts[0], in: 0...1 << 24),
      let side = wholeNumber(parts[1], in: 1...4096)
    else { return nil }
    (self.count, self.side) = (count, side)
  }

  func excess(of difference: ImageDifference?) -> Double {
    Double((difference?.densestWindow?.differingPixels ?? 0) - count)
  }

  func clause(of difference: ImageDifference?) -> String {
    let window = difference?.densestWindow
    let place = window?.place.map { " at column \($0.column), row \($0.row)" } ?? ""
    return "differing pixels \(window?.differingPixels ?? 0) of the window\(place) are"
  }
}
