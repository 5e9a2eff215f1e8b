import CKernels

/// A filter of the user's own, applied as a whole: every tap to every input
/// that reaches an output.
struct WholeFilter: Sendable {
  /// The channels of an output pixel, 1 to 4.
  let outputChannels: Int
  private let vertical: ResamplingAxis
  private let horizontal: ResamplingAxis
  /// For each tap in row-major order, one vector for each factor.
  private let weights: [SIMD4<Float>]
  /// The input channels that are multiplied one after the other, or 0 where a
  /// pixel is multiplied as it is.
  private let mixedChannels: Int

  private var vectorsPerTap: Int { max(1, mixedChannels) }

  /// Arranges a user's filter for pictures of the given channels.
  init(
    _ filter: UserFilter, channels: Int, vertical: ResamplingAxis, horizontal: ResamplingAxis
  ) throws(UpsampleError) {
    self.vertical = vertical
    self.horizontal = horizontal
    let shape = filter.taps.shape
    let scalars = filter.taps.scalars
    switch filter {
    case .depthwise:
      outputChannels = channels
      mixedChannels = 0
      weights = scalars.map { SIMD4(repeating: $0) }
    case .mixing:
      let (outputs, inputs) = (shape[2], shape[3])
      guard inputs == channels, (1...4).contains(outputs) else {
        throw .request(
          RequestFault(
            subject: "--kernel",
            fault: "a filter of shape \(shape) takes \(inputs) channels to \(outputs), "
              + "and the picture has \(channels)",
            remedy: "Give a filter [height, width, outChannels, \(channels)] "
              + "with 1 to 4 outChannels, or a 2-D filter for every channel."))
      }
      outputChannels = outputs
      mixedChannels = inputs
      weights = (0..<shape[0] * shape[1] * inputs).map { index in
        let (tap, input) = index.quotientAndRemainder(dividingBy: inputs)
        var vector = SIMD4<Float>()
        for output in 0..<outputs {
          vector[output] = scalars[(tap * outputs + output) * inputs + input]
        }
        return vector
      }
    }
  }

  /// Makes one output row.
  ///
  /// - Parameters:
  ///   - lines: The input lines, all that the row needs.
  ///   - row: The number of the output row.
  ///   - output: Room for the row's samples.
  func apply(to lines: PaddedLines, row: Int, into output: UnsafeMutablePointer<Float>) {
    let instructions = ck_best_instructions()
    lines.withSamples { samples in
      let pixels =
        samples + lines.pixelsBefore * lines.channels
        + (vertical.lowestInput(of: row) - lines.firstRow) * lines.lineSamples
      for phase in 0..<horizontal.period {
        weights(row: row, column: phase).withUnsafeBytes { weights in
          var columns = horizontal.line(
            phase, from: pixels, channels: lines.channels, into: output, channels: outputChannels)
          var filter = ck_filter(
            weights: weights.baseAddress!.assumingMemoryBound(to: Float.self),
            rows: Int64(vertical.tapsPerOutput), columns: Int64(horizontal.tapsPerOutput),
            mixed: Int64(mixedChannels), row_distance: Int64(lines.lineSamples),
            input_channels: Int64(lines.channels), output_channels: Int64(outputChannels))
          ck_filter_columns(instructions, &columns, &filter)
        }
      }
    }
  }

  /// The vectors of the taps that reach an output, in row-major order; zeros
  /// where there is no tap.
  private func weights(row: Int, column: Int) -> [SIMD4<Float>] {
    let none = [SIMD4<Float>](repeating: SIMD4(), count: vectorsPerTap)
    return vertical.taps(of: row).flatMap { tapRow in
      horizontal.taps(of: column).flatMap { tapColumn in
        guard let tapRow, let tapColumn else { return none }
        let tap = tapRow * horizontal.filterExtent + tapColumn
        return Array(weights[tap * vectorsPerTap..<(tap + 1) * vectorsPerTap])
      }
    }
  }
}
