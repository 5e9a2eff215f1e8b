import CKernels

/// A filter that combines rows first and columns after.
struct SeparableFilter: Sendable {
  /// The weights of the vertical axis, as ``ResamplingAxis/weights(of:)`` gives
  /// them.
  let rowWeights: [Float]
  /// The weights of the horizontal axis.
  let columnWeights: [Float]

  /// Makes one output row.
  ///
  /// - Parameters:
  ///   - lines: The input lines, all that the row needs.
  ///   - row: The number of the output row.
  ///   - output: Room for the row's samples.
  func apply(
    to lines: PaddedLines, row: Int, _ vertical: ResamplingAxis, _ horizontal: ResamplingAxis,
    into output: UnsafeMutablePointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: lines.lineSamples + 4) { line in
      lines.withSamples { samples in
        rowWeights.withUnsafeBufferPointer { weights in
          ck_combine_rows(
            samples + (vertical.highestInput(of: row) - lines.firstRow) * lines.lineSamples,
            lines.lineSamples,
            weights.baseAddress! + row % vertical.period * vertical.tapsPerOutput,
            vertical.tapsPerOutput, line.baseAddress!, lines.lineSamples)
        }
      }
      line[lines.lineSamples...].update(repeating: 0)
      combineColumns(
        line.baseAddress! + lines.pixelsBefore * lines.channels, channels: lines.channels,
        horizontal, into: output)
    }
  }

  /// The weighted sums of a line's pixels, one for each output column.
  ///
  /// `pixels` points at the picture's first pixel.
  private func combineColumns(
    _ pixels: UnsafePointer<Float>, channels: Int, _ axis: ResamplingAxis,
    into output: UnsafeMutablePointer<Float>
  ) {
    columnWeights.withUnsafeBufferPointer { weights in
      for phase in 0..<axis.period {
        ck_combine_columns(
          pixels + axis.highestInput(of: phase) * channels, axis.decimation * channels,
          weights.baseAddress! + phase * axis.tapsPerOutput, axis.tapsPerOutput, channels,
          output + phase * channels, axis.period * channels,
          (axis.outputExtent - phase + axis.period - 1) / axis.period)
      }
    }
  }
}
