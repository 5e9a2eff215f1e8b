import UpsampleBase
import UpsampleTensors

/// What becomes of numbers one by one.
package struct ActivationLayer: PlainLayer {
  package let output: MapShape
  package let activation: Activation
  private let end: RowEnd

  package var details: String { activation.word }

  /// - Throws: ``UpsampleError/request(_:)`` when the activation does not fit the map.
  package init(
    _ label: String, of input: MapShape, _ activation: Activation
  ) throws(UpsampleError) {
    (output, self.activation) = (input, activation)
    end = try RowEnd(
      LayerEnd(activation: activation), channels: input.channels,
      subject: OperationSubject(name: .conv2D, label: label))
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      target.update(from: inputs[0].row(row), count: count)
      end.apply(to: target, count: count)
    }
  }
}

/// Each number times the scale of its channel plus the offset of its channel.
package struct AffineLayer: MergingLayer, PlainLayer {
  package let output: MapShape
  private let scales: [Float]
  private let offsets: [Float]

  /// - Parameters:
  ///   - scales: One for each channel or for all of them.
  ///   - offsets: The same.
  package init(of input: MapShape, scales: [Float] = [1], offsets: [Float] = [0]) {
    precondition([1, input.channels].contains(scales.count), "scales fit the channels")
    precondition([1, input.channels].contains(offsets.count), "offsets fit the channels")
    (output, self.scales, self.offsets) = (input, scales, offsets)
  }

  package var weightCount: Int { scales.count + offsets.count }

  func scale(ofChannel channel: Int) -> Float { scales.count == 1 ? scales[0] : scales[channel] }
  func offset(ofChannel channel: Int) -> Float {
    offsets.count == 1 ? offsets[0] : offsets[channel]
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let channels = self.output.channels
    let isUniform = scales.count == 1 && offsets.count == 1
    let scales = (0..<channels).map(scale(ofChannel:))
    let offsets = (0..<channels).map(offset(ofChannel:))
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = inputs[0].row(row)
      if isUniform {
        let (scale, offset) = (scales[0], offsets[0])
        for index in 0..<count { target[index] = source[index] * scale + offset }
        return
      }
      scales.withUnsafeBufferPointer { scales in
        offsets.withUnsafeBufferPointer { offsets in
          let (scales, offsets) = (scales.baseAddress!, offsets.baseAddress!)
          for pixel in stride(from: 0, to: count, by: channels) {
            let (from, to) = (source + pixel, target + pixel)
            for channel in 0..<channels {
              to[channel] = from[channel] * scales[channel] + offsets[channel]
            }
          }
        }
      }
    }
  }

  package func merging(_ next: any Layer) -> (any Layer)? {
    guard let next = next as? AffineLayer else { return nil }
    let channels = 0..<output.channels
    return AffineLayer(
      of: output,
      scales: channels.map { scale(ofChannel: $0) * next.scale(ofChannel: $0) },
      offsets: channels.map {
        next.offset(ofChannel: $0).addingProduct(
          offset(ofChannel: $0), next.scale(ofChannel: $0))
      })
  }
}

/// Two maps combined number by number. Where one has a single channel, it serves for all of
/// the other's.
package struct CombiningLayer: PlainLayer {
  package enum Combination: Hashable, Sendable, CaseIterable {
    case add, subtract, multiply, divide, maximum, minimum
  }

  package let output: MapShape
  private let combination: Combination
  private let channels: (Int, Int)

  /// The combination of two maps of the same extents and number of channels, or of one
  /// channel; `nil` of others.
  package init?(_ combination: Combination, _ first: MapShape, _ second: MapShape) {
    guard first.height == second.height, first.width == second.width,
      first.channels == second.channels || first.channels == 1 || second.channels == 1
    else { return nil }
    self.combination = combination
    channels = (first.channels, second.channels)
    output = first.channels == 1 ? second : first
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    switch combination {
    case .add: combine(rows, inputs, output, threads, by: Sum.self)
    case .subtract: combine(rows, inputs, output, threads, by: Difference.self)
    case .multiply: combine(rows, inputs, output, threads, by: Product.self)
    case .divide: combine(rows, inputs, output, threads, by: Quotient.self)
    case .maximum: combine(rows, inputs, output, threads, by: Larger.self)
    case .minimum: combine(rows, inputs, output, threads, by: Smaller.self)
    }
  }

  private func combine<Operation: PairOperation>(
    _ rows: Range<Int>, _ inputs: [MapRows], _ output: UnsafeMutablePointer<Float>,
    _ threads: ThreadBudget, by operation: Operation.Type
  ) {
    let (width, all) = (self.output.width, self.output.channels)
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let (a, b) = (inputs[0].row(row), inputs[1].row(row))
      if channels.0 == channels.1 {
        for index in 0..<count { target[index] = Operation.apply(a[index], b[index]) }
        return
      }
      for pixel in 0..<width {
        let first = pixel * all
        if channels.0 == 1 {
          let one = a[pixel]
          for index in first..<first + all { target[index] = Operation.apply(one, b[index]) }
        } else {
          let one = b[pixel]
          for index in first..<first + all { target[index] = Operation.apply(a[index], one) }
        }
      }
    }
  }
}

/// What is made of two numbers. Types and not closures, so that loops are compiled for each.
private protocol PairOperation: SendableMetatype {
  static func apply(_ a: Float, _ b: Float) -> Float
}

private enum Sum: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a + b }
}

private enum Difference: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a - b }
}

private enum Product: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a * b }
}

private enum Quotient: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a / b }
}

/// A NaN stays NaN, whichever of both it is.
private enum Larger: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a > b || a != a ? a : b }
}

/// The same.
private enum Smaller: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a < b || a != a ? a : b }
}

/// Calls `body` for each row that is made with its number, its numbers' count and its room,
/// by several threads where there is enough to do.
func forEachRow(
  _ rows: Range<Int>, of map: MapShape, into output: UnsafeMutablePointer<Float>,
  threads: ThreadBudget, _ body: @Sendable (Int, Int, UnsafeMutablePointer<Float>) -> Void
) {
  let count = map.rowCount
  nonisolated(unsafe) let output = output
  // A thread that is woken costs about as much as some thousand numbers.
  let isLarge = rows.count * count > 1 << 14
  ParallelWork.forEach(
    count: rows.count, on: isLarge ? threads : .caller, makeState: {},
    body: { index, _ in body(rows.lowerBound + index, count, output + index * count) })
}
