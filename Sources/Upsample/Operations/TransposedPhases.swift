/// The taps of a transposed convolution along one axis, sorted by the output
/// phase they reach.
///
/// A transposed convolution adds input `i`, weighted by tap `t`, to position
/// `u = i * stride + t * dilation` of its uncropped result. Positions with the
/// same remainder `u mod stride`, their phase, are reached by the same taps,
/// and each phase is a plain convolution: with `u = q * stride + phase`, tap
/// `t` brings input `q + inputOffset`. So no blank between the inputs is ever
/// multiplied.
///
/// Output `o` of the cropped result is position `u = o + pads.before`.
struct TransposedPhases: Hashable, Sendable {
  /// A tap, and the input it weighs relative to `u / stride`.
  struct Tap: Hashable, Sendable {
    let tap: Int
    let inputOffset: Int
  }

  /// The number of phases.
  let stride: Int
  private let tapsByPhase: [Int: [Tap]]

  /// Sorts the taps of a filter of `filter` taps.
  ///
  /// - Precondition: `stride` and `dilation` are positive, and no argument
  ///   exceeds `ConvolutionAxis.limit`.
  init(filter: Int, stride: Int, dilation: Int = 1) {
    self.stride = stride
    var tapsByPhase: [Int: [Tap]] = [:]
    for tap in (0..<filter).reversed() {
      let (quotient, phase) = (tap * dilation).quotientAndRemainder(dividingBy: stride)
      tapsByPhase[phase, default: []].append(Tap(tap: tap, inputOffset: -quotient))
    }
    self.tapsByPhase = tapsByPhase
  }

  /// The taps that reach the positions of a phase, in ascending order of the
  /// inputs they weigh. Empty for a phase that stays blank.
  subscript(phase: Int) -> [Tap] { tapsByPhase[phase] ?? [] }

  /// The phases that some tap reaches, in ascending order.
  var populated: [Int] { tapsByPhase.keys.sorted() }
}
