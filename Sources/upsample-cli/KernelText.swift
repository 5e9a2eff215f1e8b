import Upsample
import UpsampleExplaining

/// A kernel's figures for people to read.
struct KernelText {
  private let analysis: KernelAnalysis

  init(_ analysis: KernelAnalysis) { self.analysis = analysis }

  /// The whole text.
  var text: String {
    let (vertical, horizontal) = (analysis.verticalProfile, analysis.horizontalProfile)
    let sections =
      vertical == horizontal
      ? curves(horizontal, "the width, and the height alike")
      : curves(horizontal, "the width") + curves(vertical, "the height")
    return ([summary, matrix] + sections).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  // MARK: Figures

  private var summary: [String] {
    let shape = analysis.taps.shape
    let (rows, columns) = (analysis.phases[0], analysis.phases[1])
    let support = analysis.support
    var lines = [
      "kernel        \(analysis.name)",
      "scale         \(scale)",
      "taps          \(shape[1])x\(shape[0]) (width x height)",
      "stride        \(columns)x\(rows)",
      "support       \(short(support.width))x\(short(support.height)) input pixels",
      "gain          \(gain)",
      "checkerboard  \(checkerboard)",
      "separable     \(separable)",
    ]
    if let channels = analysis.planeChannels {
      lines.append(
        "channels      \(shape[3]) to \(shape[2]); below, the taps from channel "
          + "\(channels.input) to \(channels.output)")
    }
    return lines
  }

  private var scale: String {
    let (width, height) = (analysis.horizontal, analysis.vertical)
    return width == height ? "\(width)" : "\(width)x\(height)"
  }

  private var gain: String {
    let gains = analysis.gains
    let phases = "\(analysis.phases[1])x\(analysis.phases[0]) phases"
    if analysis.isUniform { return "\(short(gains.max()!)) at each of \(phases)" }
    if gains.count <= 16 {
      return gains.map(short).joined(separator: " ") + " at the \(phases)"
    }
    return "\(short(gains.min()!)) to \(short(gains.max()!)) at the \(phases)"
  }

  private var checkerboard: String {
    if analysis.isUniform { return "none" }
    let levels = Int((min(analysis.checkerboard, 1) * 255).rounded())
    let remedy =
      analysis.canBeNormalized ? "--normalize repairs it" : "some phases have no gain"
    return "\(short(analysis.checkerboard)): up to \(levels) of 255 levels; \(remedy)"
  }

  private var separable: String {
    analysis.isSeparable
      ? "yes, a column times a row"
      : "no: \(short(analysis.separabilityResidue * 100)) % is left over by the best column "
        + "times row"
  }

  // MARK: Taps

  /// The most columns and rows of taps that are printed.
  private static let printed = (columns: 12, rows: 24)

  private var matrix: [String] {
    let plane = analysis.plane
    let (height, width) = (plane.shape[0], plane.shape[1])
    guard width <= Self.printed.columns, height <= Self.printed.rows else {
      return ["\(width)x\(height) taps: --json prints them, --output k.npy writes them"]
    }
    return ["taps"]
      + (0..<height).map { row in
        plane.scalars[row * width..<(row + 1) * width]
          .map { right(fixedText(Double($0), digits: 4), 9) }.joined()
      }
  }

  // MARK: Curves

  private func curves(_ profile: KernelProfile, _ axis: String) -> [[String]] {
    [weights(of: profile, axis), response(of: profile, axis)]
  }

  /// The most taps of a curve.
  private static let longestCurve = 64

  private func weights(of profile: KernelProfile, _ axis: String) -> [String] {
    guard profile.weights.count <= Self.longestCurve else { return [] }
    let bars = Bars(profile.weights)
    return ["weights along \(axis): distance in input pixels, weight"]
      + zip(profile.distances, profile.weights).map { distance, weight in
        right(fixedText(distance, digits: 4), 9) + right(fixedText(weight, digits: 4), 10)
          + "  " + bars.bar(weight)
      }
  }

  private func response(of profile: KernelProfile, _ axis: String) -> [String] {
    let frequencies = profile.frequencies(steps: 8)
    let gains = frequencies.map(profile.gain(at:))
    let bars = Bars(gains)
    let heading = "response along \(axis): cycles per input pixel, gain"
    return [heading + (profile.stride > 1 ? "; above 0.5 are images" : "")]
      + zip(frequencies, gains).map { frequency, gain in
        right(fixedText(frequency, digits: 4), 9) + right(fixedText(gain, digits: 4), 10)
          + "  " + bars.bar(gain)
      }
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}

/// Bars of a text, to the left of a line for numbers below zero.
private struct Bars {
  private static let width = 40
  private let unit: Double
  private let columnsBefore: Int

  init(_ numbers: [Double]) {
    let (low, high) = (min(0, numbers.min()!), max(0, numbers.max()!))
    unit = high > low ? Double(Self.width) / (high - low) : 0
    columnsBefore = Int((-low * unit).rounded())
  }

  func bar(_ number: Double) -> String {
    let length = Int((number.magnitude * unit).rounded())
    let marks = String(repeating: "#", count: length)
    if number >= 0 { return String(repeating: " ", count: columnsBefore) + "|" + marks }
    return String(repeating: " ", count: max(0, columnsBefore - length)) + marks + "|"
  }
}

/// A number to four digits after the point, without those that are zero.
private func short(_ number: Double) -> String { decimalText(number, digits: 4) }
