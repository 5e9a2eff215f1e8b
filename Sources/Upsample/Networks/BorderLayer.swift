import UpsampleBase
import UpsampleNetworks

/// A map with a border around it.
struct BorderLayer: CopyingLayer {
  let output: MapShape
  private let input: MapShape
  private let border: Border
  private let before: (vertical: Int, horizontal: Int)

  /// - Parameters:
  ///   - vertical: The rows before the first one and after the last.
  ///   - horizontal: The same of columns.
  init(
    _ input: MapShape, border: Border, vertical: (before: Int, after: Int),
    horizontal: (before: Int, after: Int)
  ) {
    (self.input, self.border) = (input, border)
    before = (vertical.before, horizontal.before)
    output = MapShape(
      channels: input.channels, height: vertical.before + input.height + vertical.after,
      width: horizontal.before + input.width + horizontal.after)
  }

  func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let before = axis == .vertical ? before.vertical : before.horizontal
    return border.sources(
      of: outputs.lowerBound - before..<outputs.upperBound - before, extent: input[axis])
  }

  func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let pixels = -before.horizontal..<self.output.width - before.horizontal
    for (index, row) in rows.enumerated() {
      border.continue(
        row - before.vertical, pixels, of: inputs[0], input,
        into: output + index * self.output.rowCount)
    }
  }
}

extension Border {
  /// Writes pixels of a line, of a map or of its border.
  func `continue`(
    _ line: Int, _ pixels: Range<Int>, of rows: MapRows, _ map: MapShape,
    into target: UnsafeMutablePointer<Float>
  ) {
    let (channels, width) = (map.channels, map.width)
    guard let row = source(of: line, extent: map.height) else {
      return target.initialize(repeating: 0, count: pixels.count * channels)
    }
    let source = rows.row(row)
    let inside = pixels.clamped(to: 0..<width)
    (target + (inside.lowerBound - pixels.lowerBound) * channels).initialize(
      from: source + inside.lowerBound * channels, count: inside.count * channels)
    for pixel in [
      pixels.lowerBound..<inside.lowerBound, inside.upperBound..<pixels.upperBound,
    ].joined() {
      let to = target + (pixel - pixels.lowerBound) * channels
      if let place = self.source(of: pixel, extent: width) {
        to.initialize(from: source + place * channels, count: channels)
      } else {
        to.initialize(repeating: 0, count: channels)
      }
    }
  }
}
