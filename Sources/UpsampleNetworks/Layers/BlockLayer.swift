import UpsampleBase

/// Blocks of pixels that become channels, or the other way.
package struct BlockLayer: PlainLayer {
  package enum Direction: Hashable, Sendable { case depthToSpace, spaceToDepth }
  /// Where a channel of a block lies: TensorFlow's order, `(row, column, channel)`, or
  /// PyTorch's, `(channel, row, column)`.
  package enum Order: Hashable, Sendable { case blockFirst, channelFirst }

  package let output: MapShape
  private let input: MapShape
  private let direction: Direction
  private let block: Int
  /// The place among the channels of each channel of each pixel of a block, by rows.
  private let places: [Int]

  package var details: String { "blocks of \(block)x\(block)" }

  /// `nil` where extents or channels are no multiples.
  package init?(_ direction: Direction, of input: MapShape, block: Int, order: Order) {
    let square = block.multipliedReportingOverflow(by: block)
    guard block > 0, !square.overflow else { return nil }
    switch direction {
    case .depthToSpace:
      guard input.channels % square.partialValue == 0 else { return nil }
      let (height, tall) = input.height.multipliedReportingOverflow(by: block)
      let (width, wide) = input.width.multipliedReportingOverflow(by: block)
      guard !tall, !wide else { return nil }
      output = MapShape(
        channels: input.channels / square.partialValue, height: height, width: width)
    case .spaceToDepth:
      let (channels, deep) = input.channels.multipliedReportingOverflow(by: square.partialValue)
      guard input.height % block == 0, input.width % block == 0, !deep else { return nil }
      output = MapShape(
        channels: channels, height: input.height / block, width: input.width / block)
    }
    (self.input, self.direction, self.block) = (input, direction, block)
    let channels = direction == .depthToSpace ? output.channels : input.channels
    places = (0..<block * block).flatMap { pixel in
      (0..<channels).map {
        order == .blockFirst ? pixel * channels + $0 : $0 * block * block + pixel
      }
    }
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    switch direction {
    case .depthToSpace:
      outputs.lowerBound / block..<(outputs.upperBound - 1) / block + 1
    case .spaceToDepth: outputs.lowerBound * block..<outputs.upperBound * block
    }
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, _, target in
      switch direction {
      case .depthToSpace: spread(inputs[0].row(row / block), row: row % block, to: target)
      case .spaceToDepth:
        for line in 0..<block {
          gather(inputs[0].row(row * block + line), row: line, to: target)
        }
      }
    }
  }

  /// Makes a row of the pixels of blocks.
  private func spread(
    _ source: UnsafePointer<Float>, row: Int, to target: UnsafeMutablePointer<Float>
  ) {
    let channels = output.channels
    places.withUnsafeBufferPointer { places in
      for pixel in 0..<input.width {
        let from = source + pixel * input.channels
        let to = target + pixel * block * channels
        let own = places.baseAddress! + row * block * channels
        for index in 0..<block * channels { to[index] = from[own[index]] }
      }
    }
  }

  /// Takes a row of the pixels of blocks.
  private func gather(
    _ source: UnsafePointer<Float>, row: Int, to target: UnsafeMutablePointer<Float>
  ) {
    let channels = input.channels
    places.withUnsafeBufferPointer { places in
      for pixel in 0..<output.width {
        let from = source + pixel * block * channels
        let to = target + pixel * output.channels
        let own = places.baseAddress! + row * block * channels
        for index in 0..<block * channels { to[own[index]] = from[index] }
      }
    }
  }
}
