import UpsampleBase
import UpsampleTensors

/// The channels of several maps of the same extents, one map after the other.
package struct ConcatLayer: CopyingLayer {
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

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }

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

/// Some channels of a map, in any order.
package struct ChannelsLayer: CopyingLayer {
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

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }

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

/// Copies some channels of neighbouring pixels.
///
/// - Parameters:
///   - step: The numbers of a pixel on either side.
func copy(
  _ source: UnsafePointer<Float>, step: Int, to target: UnsafeMutablePointer<Float>,
  step targetStep: Int, channels: Int, pixels: Int
) {
  if step == channels, targetStep == channels {
    target.update(from: source, count: pixels * channels)
    return
  }
  for pixel in 0..<pixels {
    let (from, to) = (source + pixel * step, target + pixel * targetStep)
    // A call costs as much as some numbers.
    if channels >= 16 {
      to.update(from: from, count: channels)
    } else {
      for channel in 0..<channels { to[channel] = from[channel] }
    }
  }
}

/// A part of a map.
package struct CropLayer: CopyingLayer {
  package let output: MapShape
  private let rows: Range<Int>
  private let columns: Range<Int>

  /// - Precondition: Rows and columns are the map's, at least one of each.
  package init(of input: MapShape, rows: Range<Int>, columns: Range<Int>) {
    precondition(
      !rows.isEmpty && !columns.isEmpty && rows.lowerBound >= 0 && columns.lowerBound >= 0
        && rows.upperBound <= input.height && columns.upperBound <= input.width,
      "rows and columns are the map's")
    (self.rows, self.columns) = (rows, columns)
    output = MapShape(channels: input.channels, height: rows.count, width: columns.count)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let first = axis == .vertical ? rows.lowerBound : columns.lowerBound
    return first + outputs.lowerBound..<first + outputs.upperBound
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let first = columns.lowerBound * self.output.channels
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      target.update(from: inputs[0].row(row + self.rows.lowerBound) + first, count: count)
    }
  }
}

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
