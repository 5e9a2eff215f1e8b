import CKernels
import UpsampleBase

/// A filter of the user's own, applied as a whole: every tap to every input
/// that reaches an output.
struct WholeFilter: Sendable {
  /// The channels of an output pixel, 1 to 4.
  let outputChannels: Int
  private let vertical: ResamplingAxis
  private let horizontal: ResamplingAxis
  /// For each phase of the rows and, within it, of the columns, the taps that
  /// reach its outputs in row-major order; of each one vector for each factor.
  private let weights: [SIMD4<Float>]
  /// The input channels that are multiplied one after the other, or 0 where a
  /// pixel is multiplied as it is.
  private let mixedChannels: Int

  /// Arranges a user's filter for pictures of the given channels.
  init(
    _ filter: UserFilter, channels: Int, vertical: ResamplingAxis, horizontal: ResamplingAxis
  ) throws(UpsampleError) {
    self.vertical = vertical
    self.horizontal = horizontal
    let filter = try FilterVectors(filter, channels: channels)
    outputChannels = filter.outputChannels
    mixedChannels = filter.mixedChannels
    weights = Self.phases(of: filter, vertical, horizontal)
  }

  /// Sorts taps by the phases that they reach, with zeros where an output is
  /// reached by fewer taps than others.
  private static func phases(
    of filter: FilterVectors, _ vertical: ResamplingAxis, _ horizontal: ResamplingAxis
  ) -> [SIMD4<Float>] {
    let perTap = filter.perTap
    let count =
      vertical.period * horizontal.period * vertical.tapsPerOutput * horizontal.tapsPerOutput
    let columns = (0..<horizontal.period).map { horizontal.taps(of: $0) }
    var phases: [SIMD4<Float>] = []
    phases.reserveCapacity(count * perTap)
    for row in 0..<vertical.period {
      let rows = vertical.taps(of: row)
      for columns in columns {
        for tapRow in rows {
          for tapColumn in columns {
            guard let tapRow, let tapColumn else {
              phases.append(contentsOf: repeatElement(SIMD4(), count: perTap))
              continue
            }
            let tap = (tapRow * horizontal.filterExtent + tapColumn) * perTap
            phases.append(contentsOf: filter.vectors[tap..<tap + perTap])
          }
        }
      }
    }
    return phases
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
    lines.withSamples { samples in
      let pixels =
        samples - lines.firstPixel * lines.channels
        + (vertical.lowestInput(of: row) - lines.firstRow) * lines.lineSamples
      weights.withUnsafeBytes { weights in
        let vectors = vertical.tapsPerOutput * horizontal.tapsPerOutput * max(1, mixedChannels)
        let phases =
          weights.assumingMemoryBound(to: Float.self).baseAddress!
          + row % vertical.period * horizontal.period * vectors * 4
        for first in columns.prefix(horizontal.period) {
          var outputs = horizontal.line(
            from: first, of: columns, pixels, channels: lines.channels, into: output,
            channels: outputChannels)
          let phase = first % horizontal.period
          var filter = ck_filter(
            weights: phases + phase * vectors * 4, rows: vertical.tapsPerOutput,
            columns: horizontal.tapsPerOutput, mixed: mixedChannels,
            row_distance: lines.lineSamples, input_channels: lines.channels,
            output_channels: outputChannels)
          ck_filter_columns(instructions, &outputs, &filter)
        }
      }
    }
  }
}
