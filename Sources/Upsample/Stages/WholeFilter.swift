import CKernels
import UpsampleBase

/// A filter of the user's own, applied as a whole: every tap to every input
/// that reaches an output.
struct WholeFilter: Stage {
  /// The channels of an output pixel, 1 to 4.
  let outputChannels: Int
  /// The channels of an input pixel, 1 to 4.
  let inputChannels: Int
  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis
  let border: Border
  /// For each phase of the rows and, within it, of the columns, the taps that
  /// reach its outputs in row-major order; of each one vector for each factor.
  private let weights: [SIMD4<Float>]
  /// The input channels that are multiplied one after the other, or 0 where a
  /// pixel is multiplied as it is.
  private let mixedChannels: Int

  /// Arranges a user's filter for pictures of the given channels.
  init(
    _ filter: UserFilter, channels: Int, vertical: ResamplingAxis, horizontal: ResamplingAxis,
    border: Border
  ) throws(UpsampleError) {
    self.vertical = vertical
    self.horizontal = horizontal
    self.border = border
    inputChannels = channels
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

  func make(
    rows: Range<Int>, columns: Range<Int>, of lines: Lines,
    into output: UnsafeMutablePointer<Float>, distance: Int
  ) {
    let vectors = vertical.tapsPerOutput * horizontal.tapsPerOutput * max(1, mixedChannels)
    weights.withUnsafeBytes { weights in
      let weights = weights.assumingMemoryBound(to: Float.self).baseAddress!
      for (index, row) in rows.enumerated() {
        let origin = lines.origin(ofRow: vertical.lowestInput(of: row))
        let phases = weights + row % vertical.period * horizontal.period * vectors * 4
        for first in columns.prefix(horizontal.period) {
          var pixels = horizontal.line(
            from: first, of: columns, origin, channels: inputChannels,
            into: output + index * distance, channels: outputChannels)
          var filter = ck_filter(
            weights: phases + first % horizontal.period * vectors * 4,
            rows: vertical.tapsPerOutput, columns: horizontal.tapsPerOutput,
            mixed: mixedChannels, row_distance: lines.lineSamples,
            input_channels: inputChannels, output_channels: outputChannels)
          ck_filter_columns(ck_best_instructions(), &pixels, &filter)
        }
      }
    }
  }
}
