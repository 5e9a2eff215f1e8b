import UpsampleTensors

/// The sums of a filter's taps by the output phase that they reach.
///
/// A transposed convolution of a constant value is constant, borders aside, if
/// and only if the sums of all phases are equal; otherwise it shows the
/// pattern known as a checkerboard (Odena, Dumoulin, Olah 2016, "Deconvolution
/// and Checkerboard Artifacts"). That the stride divides the filter's extent is
/// neither necessary nor sufficient.
struct PhaseSums: Hashable, Sendable {
  /// The number of phases of each axis.
  let strides: [Int]
  /// The sum of each phase in row-major order.
  let sums: [Double]

  /// The most phases that are summed.
  static let limit = 4096

  /// The sums of the outer product of one filter for each axis, or `nil` when
  /// there are more phases than ``limit``.
  init?(separable taps: [[Double]], axes: [ConvolutionAxis]) {
    guard Self.count(axes) != nil else { return nil }
    strides = axes.map(\.stride)
    sums = zip(taps, axes).reduce([1]) { product, axis in
      let sums = Self.sums(of: axis.0, along: axis.1)
      return product.flatMap { left in sums.map { left * $0 } }
    }
  }

  /// The sums of a filter `[..., out, in]` in the out channel whose sums differ
  /// most, or `nil` when there are more phases than ``limit``.
  ///
  /// - Parameters:
  ///   - filter: One dimension for each axis, and maybe two for the channels.
  ///   - groups: The groups that the in channels are divided into; each has out
  ///     channels of its own.
  init?(filter: Tensor, axes: [ConvolutionAxis], groups: Int = 1) {
    guard Self.count(axes) != nil else { return nil }
    let phases = TapPhases(of: filter.shape, axes: axes, groups: groups)
    let all = phases.sums(of: filter)
    strides = phases.strides
    let byChannel = (0..<phases.channels).map { channel in
      stride(from: channel, to: all.count, by: phases.channels).map { all[$0] }
    }
    sums =
      byChannel.max { Self.range($0) < Self.range($1) } ?? Array(repeating: 0, count: phases.count)
  }

  /// The difference of the largest and the smallest sum, relative to the mean
  /// of all; `nil` when that mean is zero.
  var spread: Double? {
    let mean = sums.reduce(0, +) / Double(sums.count)
    return abs(mean) < 1e-12 ? nil : Self.range(sums) / abs(mean)
  }

  /// Whether all sums are equal, up to the rounding of 32-bit taps.
  var areEqual: Bool { Self.range(sums) <= 1e-5 * sums.reduce(0) { max($0, abs($1)) } }

  private static func sums(of taps: [Double], along axis: ConvolutionAxis) -> [Double] {
    var sums = Array(repeating: 0.0, count: axis.stride)
    for (tap, weight) in taps.enumerated() { sums[axis.position(ofTap: tap).phase] += weight }
    return sums
  }

  private static func range(_ sums: [Double]) -> Double { (sums.max() ?? 0) - (sums.min() ?? 0) }

  private static func count(_ axes: [ConvolutionAxis]) -> Int? {
    let count = Shape(axes.map(\.stride)).scalarCount
    return count.flatMap { $0 <= limit ? $0 : nil }
  }
}
