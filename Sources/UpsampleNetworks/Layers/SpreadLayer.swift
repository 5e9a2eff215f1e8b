import UpsampleBase

/// A map of one pixel at every pixel of a larger one.
package struct SpreadLayer: PlainLayer {
  package let output: MapShape

  /// - Precondition: The input has one pixel.
  package init(of input: MapShape, height: Int, width: Int) {
    precondition(input.height == 1 && input.width == 1, "the input has one pixel")
    output = MapShape(channels: input.channels, height: height, width: width)
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
