import UpsampleBase

/// The mean of each channel over all of a map, as a map of one pixel.
///
/// It is there only once the last row is: all that waits for it is held until then.
package struct MeanLayer: PlainLayer {
  package let output: MapShape
  private let input: MapShape

  package var details: String { "of the whole picture" }

  package init(of input: MapShape) {
    self.input = input
    output = MapShape(channels: input.channels, height: 1, width: 1)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { 0..<input[axis] }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    var sums = ChannelSums(of: input)
    for row in 0..<input.height { sums.add(inputs[0].row(row)) }
    for (channel, mean) in sums.means.enumerated() { output[channel] = mean }
  }
}

/// The sums of the channels of a map, row by row, in double precision.
package struct ChannelSums {
  private let map: MapShape
  private var sums: [Double]

  package init(of map: MapShape) {
    self.map = map
    sums = Array(repeating: 0, count: map.channels)
  }

  /// Adds the next row.
  package mutating func add(_ row: UnsafePointer<Float>) {
    let channels = map.channels
    sums.withUnsafeMutableBufferPointer { sums in
      for pixel in stride(from: 0, to: map.rowCount, by: channels) {
        for channel in 0..<channels { sums[channel] += Double(row[pixel + channel]) }
      }
    }
  }

  /// The means, once all rows have been added.
  package var means: [Float] {
    sums.map { Float($0 / (Double(map.height) * Double(map.width))) }
  }
}
