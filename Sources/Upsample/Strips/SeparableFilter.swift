import CKernels

/// A filter that combines rows first and columns after.
struct SeparableFilter: Sendable {
  private let vertical: ResamplingAxis
  private let horizontal: ResamplingAxis
  private let rows: AxisFilter
  /// The weights of one period of columns.
  private let columnWeights: [Float]

  /// The product of a filter for the rows and one for the columns.
  init(
    rows: AxisFilter, columns: AxisFilter, vertical: ResamplingAxis, horizontal: ResamplingAxis
  ) {
    self.vertical = vertical
    self.horizontal = horizontal
    self.rows = rows
    columnWeights = (0..<horizontal.period).flatMap {
      horizontal.weights(of: columns, output: $0)
    }
  }

  /// Makes one output row.
  ///
  /// - Parameters:
  ///   - lines: The input lines, all that the row needs.
  ///   - row: The number of the output row.
  ///   - columns: The pixels of the row to make.
  ///   - output: Room for their samples.
  func apply(
    to lines: PaddedLines, row: Int, columns: Range<Int>, into output: UnsafeMutablePointer<Float>
  ) {
    let instructions = ck_best_instructions()
    let capacity = lines.lineSamples + PaddedLines.slack
    withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { line in
      let (line, slack) = (line.baseAddress!, line[lines.lineSamples...])
      slack.update(repeating: 0)
      lines.withSamples { samples in
        ck_combine_rows(
          instructions,
          samples + (vertical.lowestInput(of: row) - lines.firstRow) * lines.lineSamples,
          lines.lineSamples, vertical.weights(of: rows, output: row),
          vertical.tapsPerOutput, line, lines.lineSamples)
      }
      columnWeights.withUnsafeBufferPointer { weights in
        for first in columns.prefix(horizontal.period) {
          var pixels = horizontal.line(
            from: first, of: columns, line - lines.firstPixel * lines.channels,
            channels: lines.channels, into: output, channels: lines.channels)
          let phase = first % horizontal.period
          ck_combine_columns(
            instructions, &pixels, weights.baseAddress! + phase * horizontal.tapsPerOutput,
            horizontal.tapsPerOutput, lines.channels)
        }
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
  ///   - pixels: Where the first pixel of the picture is in an input line, or would be.
  ///   - output: The first of the outputs to make.
  func line(
    from first: Int, of columns: Range<Int>, _ pixels: UnsafePointer<Float>, channels: Int,
    into output: UnsafeMutablePointer<Float>, channels outputChannels: Int
  ) -> ck_line {
    ck_line(
      input: pixels + lowestInput(of: first) * channels,
      output: output + (first - columns.lowerBound) * outputChannels,
      count: (columns.upperBound - first + period - 1) / period,
      input_step: decimation * channels, output_step: period * outputChannels)
  }
}
