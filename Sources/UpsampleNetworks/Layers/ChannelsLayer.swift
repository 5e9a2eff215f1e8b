import UpsampleBase

/// Some channels of a map, in any order.
package struct ChannelsLayer: CopyingLayer, PointwiseLayer {
  package let output: MapShape
  private let channels: [Int]
  private let all: Int

  /// - Precondition: The channels are the map's, at least one.
  package init(of input: MapShape, channels: [Int]) {
    precondition(
      !channels.isEmpty && channels.allSatisfy((0..<input.channels).contains),
      "channels are the map's")
    (self.channels, all) = (channels, input.channels)
    output = MapShape(channels: channels.count, height: input.height, width: input.width)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let (width, count) = (self.output.width, channels.count)
    let neighbours = channels.last! - channels[0] == count - 1 && channels == channels.sorted()
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, _, target in
      let source = inputs[0].row(row)
      if neighbours {
        copy(
          source + channels[0], step: all, to: target, step: count, channels: count,
          pixels: width)
        return
      }
      for (place, channel) in channels.enumerated() {
        for pixel in 0..<width { target[pixel * count + place] = source[pixel * all + channel] }
      }
    }
  }
}
