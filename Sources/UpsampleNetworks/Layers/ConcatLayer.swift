import UpsampleBase

/// The channels of several maps of the same extents, one map after the other.
package struct ConcatLayer: CopyingLayer, PointwiseLayer {
  package let output: MapShape
  private let channels: [Int]

  /// The channels of at least one map; `nil` where extents differ.
  package init?(_ inputs: [MapShape]) {
    guard let first = inputs.first,
      inputs.allSatisfy({ $0.height == first.height && $0.width == first.width })
    else { return nil }
    channels = inputs.map(\.channels)
    output = MapShape(
      channels: channels.reduce(0, +), height: first.height, width: first.width)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let (width, all) = (self.output.width, self.output.channels)
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, _, target in
      var first = 0
      for (input, channels) in zip(inputs, channels) {
        copy(
          input.row(row), step: channels, to: target + first, step: all, channels: channels,
          pixels: width)
        first += channels
      }
    }
  }
}
