import UpsampleBase
import UpsampleTensors

/// A map with rows and columns before and after its own.
package struct PadLayer: CopyingLayer {
  /// What they hold.
  package enum Mode: Hashable, Sendable {
    case padded(PadMode)
    /// The map again and again.
    case wrapped
  }

  /// How many rows or columns are added.
  package struct Pads: Hashable, Sendable {
    package var before: Int
    package var after: Int

    package init(before: Int, after: Int) { (self.before, self.after) = (before, after) }
  }

  package let output: MapShape
  private let input: MapShape
  private let vertical: Pads
  private let horizontal: Pads
  private let mode: Mode

  /// `nil` where pads are negative, or larger than the mode has numbers for.
  package init?(of input: MapShape, vertical: Pads, horizontal: Pads, mode: Mode) {
    for (pads, extent) in [(vertical, input.height), (horizontal, input.width)] {
      let most =
        switch mode {
        case .padded(.reflect): extent - 1
        case .padded(.symmetric), .wrapped: extent
        case .padded(.constant), .padded(.edge): Int(Int32.max)
        }
      guard (0...most).contains(pads.before), (0...most).contains(pads.after) else { return nil }
    }
    (self.input, self.vertical, self.horizontal, self.mode) = (input, vertical, horizontal, mode)
    output = MapShape(
      channels: input.channels, height: vertical.before + input.height + vertical.after,
      width: horizontal.before + input.width + horizontal.after)
  }

  /// The row or column whose numbers lie at a place, inside or not; `nil` for none.
  private func source(of place: Int, extent: Int) -> Int? {
    switch mode {
    case .padded(let mode): mode.source(of: place, extent: extent)
    case .wrapped: place < 0 ? place + extent : place < extent ? place : place - extent
    }
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let (pads, extent) = (axis == .vertical ? vertical : horizontal, input[axis])
    let places = outputs.lowerBound - pads.before..<outputs.upperBound - pads.before
    let inside = places.clamped(to: 0..<extent)
    // Of the places outside those count that are the furthest from the map and the nearest.
    let outside = [
      places.lowerBound, min(places.upperBound, 0) - 1, max(places.lowerBound, extent),
      places.upperBound - 1,
    ].filter { places.contains($0) && !(0..<extent).contains($0) }
    return outside.compactMap { source(of: $0, extent: extent) }.reduce(inside) {
      $0.hull($1..<$1 + 1)
    }
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let number: Float = if case .padded(.constant(let number)) = mode { number } else { 0 }
    let (channels, width) = (input.channels, input.width)
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      guard let place = source(of: row - vertical.before, extent: input.height) else {
        return target.update(repeating: number, count: count)
      }
      let source = inputs[0].row(place)
      (target + horizontal.before * channels).update(from: source, count: width * channels)
      for column in [-horizontal.before..<0, width..<width + horizontal.after].joined() {
        let pixel = target + (column + horizontal.before) * channels
        if let place = self.source(of: column, extent: width) {
          pixel.update(from: source + place * channels, count: channels)
        } else {
          pixel.update(repeating: number, count: channels)
        }
      }
    }
  }
}
