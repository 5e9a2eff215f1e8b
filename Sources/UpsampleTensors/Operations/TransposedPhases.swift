/// The taps of a transposed convolution along one axis, sorted by the output
/// phase they reach.
///
/// A transposed convolution adds input `i`, weighted by tap `t`, to position
/// `u = i * stride + t * dilation` of its uncropped result, a ``StridePosition``.
/// Each phase is a plain convolution: with `u = q * stride + phase`, tap `t` brings
/// input `q + inputOffset`. So no blank between the inputs is ever multiplied.
///
/// Output `o` of the cropped result is position `u = o + pads.before`.
struct TransposedPhases: Sendable {
  /// A tap, and the input it weighs relative to `u / stride`.
  struct Tap: Hashable, Sendable {
    let tap: Int
    let inputOffset: Int
  }

  /// The phases that some tap reaches, in ascending order, and their taps.
  let phases: [(phase: Int, taps: [Tap])]

  /// Sorts the taps of a filter of `filter` taps.
  ///
  /// - Precondition: `stride` and `dilation` are positive, and no argument
  ///   exceeds `ConvolutionAxis.limit`.
  init(filter: Int, stride: Int, dilation: Int = 1) {
    func position(_ tap: Int) -> StridePosition { StridePosition(tap * dilation, stride: stride) }
    // Taps `t` and `t + period` reach the same phase, as `period * dilation` is
    // the least common multiple of stride and dilation; those between do not.
    let period = stride / greatestCommonDivisor(stride, dilation)
    phases = (0..<min(filter, period)).map { first in
      let count = (filter - 1 - first) / period + 1
      let taps = (0..<count).map { index in
        let tap = first + (count - 1 - index) * period
        return Tap(tap: tap, inputOffset: -position(tap).input)
      }
      return (position(first).phase, taps)
    }.sorted { $0.phase < $1.phase }
  }

  /// The taps that reach the positions of a phase, in ascending order of the
  /// inputs they weigh. Empty for a phase that stays blank.
  subscript(phase: Int) -> [Tap] { phases.first { $0.phase == phase }?.taps ?? [] }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
