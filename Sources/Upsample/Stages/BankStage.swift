import CKernels
import UpsampleBase

/// A transposed convolution of which every input pixel takes a kernel of its own, chosen by
/// the luma around it, the same for all channels.
struct BankStage: Stage {
  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis
  let inputChannels: Int
  let border: Border
  private let bank: ArrangedBank
  private let luma: (Float, Float, Float)

  /// - Parameters:
  ///   - channels: The channels of a pixel, 1 to 4.
  ///   - white: White in the units of the channels.
  init(
    _ bank: ArrangedBank, height: Int, width: Int, channels: Int, white: Float, border: Border
  ) {
    func axis(_ extent: Int) -> ResamplingAxis {
      ResamplingAxis(
        filterExtent: (2 * bank.reach + 1) * bank.scale, ratio: Ratio(bank.scale, 1),
        inputExtent: extent, outputExtent: bank.scale * extent)
    }
    self.bank = bank
    self.border = border
    (vertical, horizontal, inputChannels) = (axis(height), axis(width), channels)
    luma = BankFeatures.luma(channels: channels, white: white)
  }

  var outputChannels: Int { inputChannels }
  /// Those that a row of input becomes, for which it is looked at once.
  var rowsTogether: Int { bank.scale }

  func make(
    rows: Range<Int>, columns: Range<Int>, of lines: Lines,
    into output: UnsafeMutablePointer<Float>, distance: Int
  ) {
    let block = ArrangedBank.mostPixels
    let inputs = columns.lowerBound / bank.scale..<(columns.upperBound - 1) / bank.scale + 1
    withFloats(bank.scale * bank.scale * block * inputChannels) { made in
      for row in rows.lowerBound / bank.scale...(rows.upperBound - 1) / bank.scale {
        for first in stride(from: inputs.lowerBound, to: inputs.upperBound, by: block) {
          let pixels = first..<min(first + block, inputs.upperBound)
          bank.make(
            ck_bank_pixels(
              input: lines.origin(ofRow: row) + first * inputChannels, count: pixels.count,
              channels: inputChannels, distance: lines.lineSamples, luma: luma),
            into: made, distance: pixels.count * bank.scale * inputChannels)
          copy(
            made, row: row, pixels: pixels, to: output, rows: rows, columns: columns,
            distance: distance)
        }
      }
    }
  }

  /// Copies what is asked for of the pixels that a few of a row of input became.
  private func copy(
    _ made: UnsafePointer<Float>, row: Int, pixels: Range<Int>,
    to output: UnsafeMutablePointer<Float>, rows: Range<Int>, columns: Range<Int>, distance: Int
  ) {
    let (scale, channels) = (bank.scale, inputChannels)
    let first = pixels.lowerBound * scale
    let kept = (first..<pixels.upperBound * scale).clamped(to: columns)
    for line in (row * scale..<(row + 1) * scale).clamped(to: rows) {
      let source =
        made + ((line - row * scale) * pixels.count * scale + kept.lowerBound - first)
        * channels
      (output + (line - rows.lowerBound) * distance
        + (kept.lowerBound - columns.lowerBound) * channels)
        .update(from: source, count: kept.count * channels)
    }
  }
}
