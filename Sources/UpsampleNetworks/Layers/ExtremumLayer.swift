import UpsampleBase

/// The largest or the smallest channel of each pixel.
package struct ExtremumLayer: PointwiseLayer {
  package enum Extremum: Hashable, Sendable { case maximum, minimum }

  package let output: MapShape
  private let extremum: Extremum
  private let channels: Int

  package init(_ extremum: Extremum, of input: MapShape) {
    (self.extremum, channels) = (extremum, input.channels)
    output = MapShape(channels: 1, height: input.height, width: input.width)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = inputs[0].row(row)
      for pixel in 0..<count {
        let numbers = UnsafeBufferPointer(start: source + pixel * channels, count: channels)
        target[pixel] = numbers.dropFirst().reduce(numbers[0]) {
          // A NaN stays NaN.
          (extremum == .maximum ? $1 > $0 : $1 < $0) || $1 != $1 ? $1 : $0
        }
      }
    }
  }
}
