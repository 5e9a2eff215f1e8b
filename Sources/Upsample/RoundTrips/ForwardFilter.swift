import CKernels

/// The filter of a forward convolution, ready to be applied to lines.
enum ForwardFilter: Sendable {
  /// The product of a column of taps and a row of taps.
  case separable(rows: [Float], columns: [Float])
  /// Taps as vectors, so many rows and columns of them.
  case whole(FilterVectors, rows: Int, columns: Int)

  /// Makes one row of the small picture.
  ///
  /// - Parameters:
  ///   - lines: As many lines as the filter is high, one after the other, and
  ///     four floats more.
  ///   - channels: The channels of a pixel of the lines.
  ///   - stride: The distance between neighbouring windows, in pixels.
  ///   - output: The row's samples.
  ///   - width: The row's pixels.
  func apply(
    to lines: UnsafePointer<Float>, lineSamples: Int, channels: Int, stride: Int,
    into output: UnsafeMutablePointer<Float>, width: Int
  ) {
    let instructions = ck_best_instructions()
    var pixels = ck_line(
      input: lines, output: output, count: width, input_step: stride * channels,
      output_step: channels)
    switch self {
    case .separable(let rows, let columns):
      let capacity = lineSamples + PaddedLines.slack
      withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { line in
        line[lineSamples...].update(repeating: 0)
        ck_combine_rows(
          instructions, lines, lineSamples, rows, rows.count, line.baseAddress!, lineSamples)
        pixels.input = UnsafePointer(line.baseAddress!)
        ck_combine_columns(
          instructions, &pixels, columns, columns.count, channels)
      }
    case .whole(let vectors, let rows, let columns):
      pixels.output_step = vectors.outputChannels
      vectors.vectors.withUnsafeBytes { weights in
        var filter = ck_filter(
          weights: weights.assumingMemoryBound(to: Float.self).baseAddress!, rows: rows,
          columns: columns, mixed: vectors.mixedChannels, row_distance: lineSamples,
          input_channels: channels, output_channels: vectors.outputChannels)
        ck_filter_columns(instructions, &pixels, &filter)
      }
    }
  }
}
