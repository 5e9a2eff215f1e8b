import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// The gains of a filter of the user's own: by what a constant picture is
/// multiplied at each phase of the strides, and in each output channel.
///
/// A transposed convolution reaches outputs of different remainders modulo the
/// stride by different taps. Where these sum to different gains, a constant
/// picture comes out as a checkerboard (Odena, Dumoulin, Olah 2016).
package struct PhaseGains: Hashable, Sendable {
  /// The rows of phases: the stride along the height.
  package let rows: Int
  /// The columns of phases: the stride along the width.
  package let columns: Int
  /// The output channels; 1 for a filter that is the same for every channel.
  package let channels: Int
  /// One gain for each row, column and channel, the last varying fastest.
  package let gains: [Double]
  private let phases: TapPhases

  /// Sums the taps of each phase.
  package init(_ filter: UserFilter, strides: (vertical: Int, horizontal: Int)) {
    let axes = zip(filter.taps.shape.extents, [strides.vertical, strides.horizontal]).map {
      ConvolutionAxis(filter: $0, stride: $1, dilation: 1)
    }
    phases = TapPhases(of: filter.taps.shape, axes: axes)
    (rows, columns) = strides
    channels = phases.channels
    gains = phases.sums(of: filter.taps)
  }

  /// The least gain of all.
  var least: Double { gains.min()! }

  /// The greatest gain of all.
  var greatest: Double { gains.max()! }

  /// Whether a constant picture stays constant: all gains of a channel are
  /// equal, but for rounding.
  package var isUniform: Bool {
    (0..<channels).allSatisfy { ripple(ofChannel: $0) <= 1e-5 * max(1, abs(greatest)) }
  }

  /// The largest difference of two gains of one channel.
  package var ripple: Double { (0..<channels).map(ripple(ofChannel:)).max()! }

  private func ripple(ofChannel channel: Int) -> Double {
    let own = stride(from: channel, to: gains.count, by: channels).map { gains[$0] }
    return own.max()! - own.min()!
  }

  /// Whether normalising is possible: every phase has a gain to divide by.
  package var canBeNormalized: Bool {
    let largest = gains.map(abs).max()!
    return gains.allSatisfy { abs($0) > 1e-6 * largest }
  }

  /// What will be seen of gains that are not 1, in a picture of the given
  /// depth; `nil` where they are.
  func warning(depth: ImageLayout.Depth) -> String? {
    let (least, greatest) = (decimalText(least, digits: 4), decimalText(greatest, digits: 4))
    if !isUniform {
      let levels = Int((min(ripple, 1) * Double(depth.maximum)).rounded())
      let gap = phases.hasGaps ? ", with gaps that no tap reaches," : ""
      let remedy = canBeNormalized ? "`normalize` repairs it" : lack.words
      return "the kernel's phases differ in gain, from \(least) to \(greatest): a checkerboard "
        + "of up to \(levels) levels\(gap) will be seen; \(remedy)"
    }
    if gains.allSatisfy({ $0 == 0 }) {
      return "the kernel's taps sum to 0: nothing of a constant picture will be seen"
    }
    if abs(self.greatest - 1) > 1e-3 || abs(self.least - 1) > 1e-3 {
      let gain = least == greatest ? least : "\(least) to \(greatest), by channel"
      return "the kernel multiplies brightness by \(gain); `normalize` makes it 1"
    }
    return nil
  }

  /// What stands in the way of normalising, where it is not possible.
  private var lack: Lack { phases.hasGaps ? .taps(rows: rows, columns: columns) : .gain }

  /// What a kernel lacks that can't be normalised.
  enum Lack: Hashable, Sendable {
    /// As many taps as there are phases.
    case taps(rows: Int, columns: Int)
    /// A sum of a phase's taps that is not 0.
    case gain

    var words: String {
      switch self {
      case .taps(let rows, let columns):
        "a kernel of at least \(columns)x\(rows) taps has no gaps"
      case .gain: "the taps of a phase sum to 0, by which nothing can be divided"
      }
    }
  }

  /// The filter with each phase's taps divided by their gain.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when a phase has no gain to divide
  ///   by.
  package func normalizing(_ filter: UserFilter) throws(UpsampleError) -> UserFilter {
    guard canBeNormalized else {
      throw .request(
        RequestFault(
          subject: "`normalize`",
          KernelFault.phaseWithoutGain(rows: rows, columns: columns, lack)))
    }
    return filter.mapTaps { index, tap in
      Float(Double(tap) / gains[phases.place(ofScalar: index)])
    }
  }
}
