import Upsample

extension ImageComparison {
  /// The sizes of both.
  package var sizes: String { "\(one.width)x\(one.height) and \(other.width)x\(other.height)" }

  /// The depths of both, where they differ.
  package var depths: String? {
    one.depth == other.depth ? nil : "\(one.depth.rawValue) and \(other.depth.rawValue) bits"
  }

  /// Whether the pictures are not the same, and no pixel of them counts.
  package var countsNothing: Bool {
    difference.map { $0.pixels == 0 && !$0.areIdentical } ?? false
  }
}

extension ImageDifference {
  /// The largest difference and where it is.
  package var largest: String {
    let place = worst.map { ", first at column \($0.column), row \($0.row)" } ?? ""
    return "\(maximum) of \(layout.depth.maximum) levels\(place)"
  }

  /// Why pictures that are not the same have no pixel that differs, as clauses.
  var leniency: [String] {
    if areIdentical { return [] }
    if pixels == 0 { return ["no pixel counts, all \(ignoredPixels) are ignored"] }
    var clauses = ["no pixel differs by the rules"]
    if ignoredPixels > 0 { clauses.append("\(ignoredPixels) ignored") }
    if antialiasedPixels > 0 { clauses.append("\(antialiasedPixels) antialiased") }
    return clauses
  }
}

extension JSONObject {
  /// Adds the figures of a comparison.
  package mutating func add(_ comparison: ImageComparison) {
    for (letter, layout) in [("a", comparison.one), ("b", comparison.other)] {
      add("\(letter)_width", layout.width)
      add("\(letter)_height", layout.height)
      add("\(letter)_channels", layout.channels)
      add("\(letter)_bit_depth", layout.depth.rawValue)
    }
    guard let difference = comparison.difference else {
      for key in Self.figureKeys { addNull(key) }
      return
    }
    add("max_diff", difference.maximum)
    add("mean_diff", difference.mean)
    add("rms_diff", difference.rootMeanSquare)
    add("psnr", difference.psnr)
    add("psnr_y", difference.lumaPSNR)
    add("ssim", difference.ssim ?? .nan)
    add("ssim_channels", difference.channelSSIM)
    if let score = difference.ssimulacra2 { add("ssimulacra2", score) }
    if let flip = difference.flip { add("flip", flip) }
    add("differing_pixels", difference.differingPixels)
    add("pixels", difference.pixels)
    add("worst", difference.worst)
    add("antialiased_pixels", difference.antialiasedPixels)
    add("ignored_pixels", difference.ignoredPixels)
    if let window = difference.densestWindow {
      add("window_side", window.side)
      add("pixels_in_window", window.differingPixels)
      add("window", window.place)
    }
  }

  private mutating func add(_ name: String, _ place: ImageDifference.Place?) {
    guard let place else {
      addNull("\(name)_column")
      return addNull("\(name)_row")
    }
    add("\(name)_column", place.column)
    add("\(name)_row", place.row)
  }

  private static let figureKeys = [
    "max_diff", "mean_diff", "rms_diff", "psnr", "psnr_y", "ssim", "ssim_channels",
    "differing_pixels", "pixels", "worst_column", "worst_row",
    "antialiased_pixels", "ignored_pixels",
  ]
}
