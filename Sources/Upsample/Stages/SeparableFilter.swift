import CKernels

/// A filter that is the product of a column and a row of taps: rows are combined and columns
/// are, one after the other.
struct SeparableFilter: Stage {
  /// What is combined first. Sums are rounded in between, so the last bits depend on it.
  enum Order: Hashable, Sendable {
    case rowsFirst
    case columnsFirst
  }

  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis
  let border: Border
  let inputChannels: Int
  var outputChannels: Int { inputChannels }
  private let order: Order
  private let rows: AxisFilter
  /// The weights of one period of rows, where that is short.
  private let rowWeights: [[Float]]
  /// The weights of one period of columns.
  private let columnWeights: [Float]

  /// - Parameter channels: The channels of a pixel, 1 to 4.
  init(
    rows: AxisFilter, columns: AxisFilter, vertical: ResamplingAxis, horizontal: ResamplingAxis,
    channels: Int, border: Border, order: Order = .rowsFirst
  ) {
    self.vertical = vertical
    self.horizontal = horizontal
    self.rows = rows
    self.border = border
    self.order = order
    inputChannels = channels
    rowWeights = (0..<(vertical.period <= Self.shortPeriod ? vertical.period : 0)).map {
      vertical.weights(of: rows, output: $0)
    }
    columnWeights = (0..<horizontal.period).flatMap {
      horizontal.weights(of: columns, output: $0)
    }
  }

  /// The longest period of rows whose weights are held.
  private static let shortPeriod = 64

  func make(
    rows: Range<Int>, columns: Range<Int>, of lines: Lines,
    into output: UnsafeMutablePointer<Float>, distance: Int
  ) {
    switch order {
    case .rowsFirst:
      withFloats(lines.lineSamples + Lines.slack) { line in
        (line + lines.lineSamples).update(repeating: 0, count: Lines.slack)
        for (index, row) in rows.enumerated() {
          let origin = lines.origin(ofRow: vertical.lowestInput(of: row))
          combineRows(
            from: origin + lines.firstPixel * lines.channels, distance: lines.lineSamples,
            to: row, into: line, count: lines.lineSamples)
          combineColumns(
            of: line - lines.firstPixel * lines.channels, columns, into: output + index * distance)
        }
      }
    case .columnsFirst:
      let inputs = vertical.inputs(of: rows)
      let count = columns.count * outputChannels
      withFloats(inputs.count * count) { combined in
        for (index, row) in inputs.enumerated() {
          combineColumns(of: lines.origin(ofRow: row), columns, into: combined + index * count)
        }
        for (index, row) in rows.enumerated() {
          let first = vertical.lowestInput(of: row) - inputs.lowerBound
          combineRows(
            from: combined + first * count, distance: count, to: row,
            into: output + index * distance, count: count)
        }
      }
    }
  }

  /// Makes a row of the lines that reach it.
  private func combineRows(
    from lines: UnsafePointer<Float>, distance: Int, to row: Int,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    let weights =
      rowWeights.isEmpty
      ? vertical.weights(of: rows, output: row) : rowWeights[row % vertical.period]
    ck_combine_rows(
      ck_best_instructions(), lines, distance, weights, vertical.tapsPerOutput,
      output, count)
  }

  /// Makes a row's pixels of those that reach them.
  ///
  /// - Parameter origin: Where the line has its pixel 0, or would have it.
  private func combineColumns(
    of origin: UnsafePointer<Float>, _ columns: Range<Int>,
    into output: UnsafeMutablePointer<Float>
  ) {
    let (taps, channels) = (horizontal.tapsPerOutput, inputChannels)
    columnWeights.withUnsafeBufferPointer { weights in
      // Where every output is followed by that of the next input, pixels are to a line what
      // lines are to a picture.
      guard (horizontal.stride, horizontal.decimation) != (1, 1) else {
        ck_combine_rows(
          ck_best_instructions(),
          origin + horizontal.lowestInput(of: columns.lowerBound) * inputChannels, channels,
          weights.baseAddress!, taps, output, columns.count * channels)
        return
      }
      for first in columns.prefix(horizontal.period) {
        var pixels = horizontal.line(
          from: first, of: columns, origin, channels: inputChannels, into: output,
          channels: outputChannels)
        let phase = first % horizontal.period
        ck_combine_columns(
          ck_best_instructions(), &pixels,
          weights.baseAddress! + phase * horizontal.tapsPerOutput, taps, channels)
      }
    }
  }
}

extension ResamplingAxis {
  /// The outputs of a horizontal axis that the same taps reach: every
  /// ``period``-th one from `first` on.
  ///
  /// - Parameters:
  ///   - columns: The outputs to make, of which `first` is one.
  ///   - origin: Where an input line has its pixel 0, or would have it.
  ///   - output: The first of the outputs to make.
  func line(
    from first: Int, of columns: Range<Int>, _ origin: UnsafePointer<Float>, channels: Int,
    into output: UnsafeMutablePointer<Float>, channels outputChannels: Int
  ) -> ck_line {
    ck_line(
      input: origin + lowestInput(of: first) * channels,
      output: output + (first - columns.lowerBound) * outputChannels,
      count: (columns.upperBound - first + period - 1) / period,
      input_step: decimation * channels, output_step: period * outputChannels)
  }
}
