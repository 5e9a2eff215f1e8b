/// The gains of a filter of the user's own: by what a constant picture is
/// multiplied at each phase of the strides, and in each output channel.
///
/// A transposed convolution reaches outputs of different remainders modulo the
/// stride by different taps. Where these sum to different gains, a constant
/// picture comes out as a checkerboard (Odena, Dumoulin, Olah 2016).
struct PhaseGains: Hashable, Sendable {
  /// The rows of phases: the stride along the height.
  let rows: Int
  /// The columns of phases: the stride along the width.
  let columns: Int
  /// The output channels; 1 for a filter that is the same for every channel.
  let channels: Int
  /// One gain for each row, column and channel, the last varying fastest.
  private(set) var gains: [Double]

  /// Sums the taps of each phase.
  init(_ filter: UserFilter, strides: (vertical: Int, horizontal: Int)) {
    let taps = filter.taps
    let inputs = if case .mixing = filter { taps.shape[3] } else { 1 }
    (rows, columns) = strides
    channels = if case .mixing = filter { taps.shape[2] } else { 1 }
    gains = Array(repeating: 0, count: rows * columns * channels)
    for (index, tap) in taps.scalars.enumerated() {
      gains[gain(ofTap: index / inputs, width: taps.shape[1])] += Double(tap)
    }
  }

  /// The place in ``gains`` of a tap and output channel, counted in row-major
  /// order of `[height, width, channels]`.
  private func gain(ofTap index: Int, width: Int) -> Int {
    let (place, channel) = index.quotientAndRemainder(dividingBy: channels)
    let (row, column) = place.quotientAndRemainder(dividingBy: width)
    return (row % rows * columns + column % columns) * channels + channel
  }

  /// The least gain of all.
  var least: Double { gains.min()! }

  /// The greatest gain of all.
  var greatest: Double { gains.max()! }

  /// Whether a constant picture stays constant: all gains of a channel are
  /// equal, but for rounding.
  var isUniform: Bool {
    (0..<channels).allSatisfy { ripple(ofChannel: $0) <= 1e-5 * max(1, abs(greatest)) }
  }

  /// The largest difference of two gains of one channel.
  var ripple: Double { (0..<channels).map(ripple(ofChannel:)).max()! }

  private func ripple(ofChannel channel: Int) -> Double {
    let own = stride(from: channel, to: gains.count, by: channels).map { gains[$0] }
    return own.max()! - own.min()!
  }

  /// What will be seen of gains that are not 1, in a picture of the given
  /// depth; `nil` where they are.
  func warning(depth: ImageLayout.Depth) -> String? {
    let white = Double(depth.maximum)
    if !isUniform {
      let levels = Int((min(ripple, 1) * white).rounded())
      let gap = gains.contains(0) ? "; some outputs are reached by no tap" : ""
      return "the kernel's phases differ in gain, from \(rounded(least)) to \(rounded(greatest))"
        + "\(gap): a checkerboard of up to \(levels) levels will be seen; `normalize` repairs it"
    }
    if abs(greatest - 1) > 1e-3 || abs(least - 1) > 1e-3 {
      return "the kernel multiplies brightness by \(rounded(greatest)); `normalize` makes it 1"
    }
    return nil
  }

  /// The filter with each phase's taps divided by their gain.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when a phase has no gain to divide
  ///   by.
  func normalizing(_ filter: UserFilter) throws(UpsampleError) -> UserFilter {
    let taps = filter.taps
    let inputs = if case .mixing = filter { taps.shape[3] } else { 1 }
    let largest = gains.map(abs).max()!
    guard gains.allSatisfy({ abs($0) > 1e-6 * largest }) else {
      throw .request(
        RequestFault(
          subject: "`normalize`",
          fault: "a phase of the kernel's \(rows)x\(columns) has a gain of 0",
          remedy: "The kernel needs a tap for each phase: at least \(columns)x\(rows) of them."))
    }
    let scalars = taps.scalars.enumerated().map { index, tap in
      Float(Double(tap) / gains[gain(ofTap: index / inputs, width: taps.shape[1])])
    }
    let normalized = Tensor(shape: taps.shape, scalars: scalars)
    return if case .mixing = filter { .mixing(normalized) } else { .depthwise(normalized) }
  }
}

/// A gain for people to read.
private func rounded(_ gain: Double) -> Double { (gain * 10_000).rounded() / 10_000 }
