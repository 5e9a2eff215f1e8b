import UpsampleBase

/// A map of one pixel at every pixel of a larger one.
package struct SpreadLayer: CopyingLayer {
  package let output: MapShape

  /// `nil` where the input has more pixels, or the other map has one too.
  package init?(of input: MapShape, over other: MapShape) {
    guard input.isPixel, !other.isPixel else { return nil }
    output = MapShape(channels: input.channels, height: other.height, width: other.width)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { 0..<1 }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let (source, channels) = (inputs[0].row(0), self.output.channels)
    nonisolated(unsafe) let pixel = source
    forEachRow(rows, of: self.output, into: output, threads: threads) { _, count, target in
      for start in stride(from: 0, to: count, by: channels) {
        (target + start).update(from: pixel, count: channels)
      }
    }
  }
}
