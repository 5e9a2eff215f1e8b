import Upsample

/// `upsample diff A B [HEATMAP]`: compares two pictures.
struct DiffCommand: RunnableCommand {
  private let one: Endpoint
  private let other: Endpoint
  private let heatMap: Endpoint?
  private let options: ComparisonOptions
  private let thresholds: DiffThresholds
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...3)
    let operands = arguments.operands.map { Endpoint($0) }
    (one, other) = (operands[0], operands[1])
    heatMap = operands.count > 2 ? operands[2] : nil
    thresholds = try DiffThresholds(arguments)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
    options = try ComparisonOptions(arguments)
    try checkStandardOutput()
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let line = ProgressLine("\(one.name)", progress)
    defer { line?.erase() }
    let comparison = try compareImages(
      one, other, heatMap: heatMap, options: options, progress: line.map { $0.report })
    line?.erase()
    let excesses = comparison.difference.map(thresholds.excesses) ?? []
    let isWithin =
      comparison.haveOneSize && (thresholds.isEmpty ? comparison.areEqual : excesses.isEmpty)
    if telling.contains(.json) {
      try Console.print("\(JSONObject(comparison, one, other, isWithin: isWithin))\n")
    } else if telling.hasFigures {
      let lines = figures(of: comparison) + excesses
      try Console.print(lines.map { "\($0)\n" }.joined())
    }
    return isWithin ? .done : .beyondThresholds
  }

  /// Refuses a drawing on a terminal, or mixed with figures.
  private func checkStandardOutput() throws(UpsampleError) {
    guard heatMap == .standardStream else { return }
    if telling.hasFigures {
      throw .request(
        RequestFault(
          subject: "-", fault: "standard output can't hold both the heat map and the figures",
          remedy: "Name a file, or give --quiet."))
    }
    try Console.checkTakesPictures(example: "upsample diff a.png b.png - --quiet > heat.png")
  }

  /// The lines of a comparison.
  private func figures(of comparison: ImageComparison) -> [String] {
    let (one, other) = (comparison.one, comparison.other)
    guard let difference = comparison.difference else {
      return [line("sizes differ", "\(one.width)x\(one.height) and \(other.width)x\(other.height)")]
    }
    let peak = difference.layout.depth.maximum
    var lines: [String] = []
    if one.depth != other.depth {
      lines.append(
        line("depths differ", "\(one.depth.rawValue) and \(other.depth.rawValue) bits"))
    }
    let place = difference.worst.map { ", first at column \($0.column), row \($0.row)" } ?? ""
    lines += [
      line("max diff", "\(difference.maximum) of \(peak) levels\(place)"),
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

  private func line(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: 18 - name.count) + value
  }
}

extension ComparisonOptions {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    let isDetailed = arguments.has(.json) || arguments.has(.verbose)
    structuralSimilarity = isDetailed ? .lumaAndChannels : .luma
    jobs = try arguments.text(.jobs).map(threadCount) ?? ParallelWork.processors
    reading = try ReadingOptions(arguments)
  }
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
  fileprivate init(
    _ comparison: ImageComparison, _ one: Endpoint, _ other: Endpoint, isWithin: Bool
  ) {
    self.init()
    add("a", one.name)
    add("b", other.name)
    add("equal", comparison.areEqual)
    add("within", isWithin)
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
