import Upsample

extension ImageComparison {
  /// The figures, a line each.
  func figures(_ telling: Telling) -> [String] {
    guard let difference else {
      return [line("sizes differ", sizes)]
    }
    var lines: [String] = []
    if let depths { lines.append(line("depths differ", depths)) }
    lines += [
      line("max diff", difference.largest),
      line("mean diff", levels(difference.mean)),
      line("rms diff", levels(difference.rootMeanSquare)),
      line("PSNR", decibels(difference.psnr)),
      line("PSNR of Y", decibels(difference.lumaPSNR)),
      line("SSIM of Y", fixedText(difference.ssim, digits: 6)),
    ]
    if telling.contains(.line) {
      lines += zip(difference.layout.channelNames, difference.channelSSIM).map { name, value in
        line("SSIM of \(name)", fixedText(value, digits: 6))
      }
    }
    let (differing, pixels) = (difference.differingPixels, difference.pixels)
    lines.append(
      line("differing pixels", "\(differing) of \(pixels) (\(percentText(differing, of: pixels)))"))
    return lines
  }

  /// The sizes of both.
  var sizes: String { "\(one.width)x\(one.height) and \(other.width)x\(other.height)" }

  /// The depths of both, where they differ.
  var depths: String? {
    one.depth == other.depth ? nil : "\(one.depth.rawValue) and \(other.depth.rawValue) bits"
  }
}

extension ImageDifference {
  /// The largest difference and where it is.
  var largest: String {
    let place = worst.map { ", first at column \($0.column), row \($0.row)" } ?? ""
    return "\(maximum) of \(layout.depth.maximum) levels\(place)"
  }
}

private func line(_ name: String, _ value: String) -> String {
  name + String(repeating: " ", count: 18 - name.count) + value
}

extension ImageLayout {
  /// The channels of a pixel by name, in order.
  var channelNames: [String] {
    let colours =
      switch colorModel {
      case .gray: ["gray"]
      case .rgb: ["red", "green", "blue"]
      case .cmyk: ["cyan", "magenta", "yellow", "black"]
      }
    return colours + (hasAlpha ? ["alpha"] : [])
  }
}

extension JSONObject {
  /// Adds the figures of a comparison.
  mutating func add(_ comparison: ImageComparison) {
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
    add("ssim", difference.ssim)
    add("ssim_channels", difference.channelSSIM)
    add("differing_pixels", difference.differingPixels)
    add("pixels", difference.pixels)
    if let worst = difference.worst {
      add("worst_column", worst.column)
      add("worst_row", worst.row)
    } else {
      addNull("worst_column")
      addNull("worst_row")
    }
  }

  private static let figureKeys = [
    "max_diff", "mean_diff", "rms_diff", "psnr", "psnr_y", "ssim", "ssim_channels",
    "differing_pixels", "pixels", "worst_column", "worst_row",
  ]
}
