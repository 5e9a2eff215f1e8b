import UpsampleBase

/// Numbers that no rows change, as the channels of a map of one pixel.
package struct NumbersLayer: PlainLayer {
  package let output: MapShape
  private let numbers: [Float]

  package init(_ numbers: [Float]) {
    self.numbers = numbers
    output = MapShape(channels: numbers.count, height: 1, width: 1)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { 0..<0 }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    for (channel, number) in numbers.enumerated() { output[channel] = number }
  }
}
