import Upsample
import UpsampleGoldens

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
    ]
    if let ssim = difference.ssim { lines.append(line("SSIM of Y", fixedText(ssim, digits: 6))) }
    if telling.contains(.line) {
      lines += zip(difference.layout.channelNames, difference.channelSSIM).map { name, value in
        line("SSIM of \(name)", fixedText(value, digits: 6))
      }
    }
    if let score = difference.ssimulacra2 {
      lines.append(line("SSIMULACRA 2", fixedText(score, digits: 4)))
    }
    if let flip = difference.flip { lines.append(line("FLIP", fixedText(flip, digits: 6))) }
    let (differing, pixels) = (difference.differingPixels, difference.pixels)
    lines.append(
      line("differing pixels", "\(differing) of \(pixels) (\(percentText(differing, of: pixels)))"))
    return lines + difference.ruledFigures
  }
}

extension ImageDifference {
  /// What the rules for pixels leave out, and the window with most pixels that differ.
  fileprivate var ruledFigures: [String] {
    var lines: [String] = []
    if antialiasedPixels > 0 { lines.append(line("antialiased", "\(antialiasedPixels)")) }
    if ignoredPixels > 0 { lines.append(line("ignored", "\(ignoredPixels)")) }
    if let window = densestWindow {
      let place = window.place.map { ", at column \($0.column), row \($0.row)" } ?? ""
      let size = "\(window.side)x\(window.side)"
      lines.append(line("most in a window", "\(window.differingPixels) of \(size)\(place)"))
    }
    return lines
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
