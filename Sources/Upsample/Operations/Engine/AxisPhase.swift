/// The outputs along one axis that a plain convolution reaches: all of a
/// forward convolution's, or one phase of a transposed convolution's.
///
/// Output `firstOutput + j * outputStep` weighs, by each of the taps, input
/// `firstInput + j * inputStep + inputOffset`, for `j` in `0..<count`.
struct AxisPhase: Hashable, Sendable {
  typealias Tap = TransposedPhases.Tap

  let taps: [Tap]
  let stretches: [AxisStretch]

  /// The phases of a forward convolution or a window: one, unless the output
  /// is empty.
  static func forward(
    _ axis: ConvolutionAxis, input: Int, output: Int, padBefore: Int
  ) -> [AxisPhase] {
    // Taps that no output brings to the input count for nothing, and may be many: the
    // last output begins at the input's left, the first one ends at its right.
    func firstTap(from position: Int) -> Int {
      min(axis.filter, (max(0, position) + axis.dilation - 1) / axis.dilation)
    }
    let first = firstTap(from: padBefore - (output - 1) * axis.stride)
    let end = max(first, firstTap(from: padBefore + input))
    let taps = (first..<end).map { Tap(tap: $0, inputOffset: $0 * axis.dilation) }
    let all = AxisStretch(
      firstOutput: 0, outputStep: 1, count: output, firstInput: -padBefore,
      inputStep: axis.stride, liveTaps: taps.indices)
    return [AxisPhase(taps: taps, outputs: all, input: input)].filter { !$0.stretches.isEmpty }
  }

  /// The phases of a transposed convolution that reach some output.
  static func transposed(
    _ axis: ConvolutionAxis, input: Int, output: Int, padBefore: Int
  ) -> [AxisPhase] {
    let phases = TransposedPhases(
      filter: axis.filter, stride: axis.stride, dilation: axis.dilation)
    return phases.populated.map { phase in
      let firstInput = (max(0, padBefore - phase) + axis.stride - 1) / axis.stride
      let firstOutput = firstInput * axis.stride + phase - padBefore
      let count = firstOutput < output ? (output - 1 - firstOutput) / axis.stride + 1 : 0
      let all = AxisStretch(
        firstOutput: firstOutput, outputStep: axis.stride, count: count, firstInput: firstInput,
        inputStep: 1, liveTaps: phases[phase].indices)
      return AxisPhase(taps: phases[phase], outputs: all, input: input)
    }.filter { !$0.stretches.isEmpty }
  }

  /// Cuts `outputs` where a tap begins or ceases to fall within the input.
  private init(taps: [Tap], outputs all: AxisStretch, input: Int) {
    self.taps = taps
    guard all.count > 0, !taps.isEmpty else {
      stretches = []
      return
    }
    // Offsets ascend, so as the outputs advance taps go live from the last one
    // backwards, and cease from the last one backwards.
    let live = taps.map { all.outputs(reaching: $0.inputOffset, input: input) }
    let cuts = Set(live.flatMap { [$0.lowerBound, $0.upperBound] } + [0, all.count]).sorted()
    var (first, end) = (taps.count, taps.count)
    var stretches: [AxisStretch] = []
    for (start, next) in zip(cuts, cuts.dropFirst()) {
      while first > 0, live[first - 1].lowerBound <= start { first -= 1 }
      while end > first, live[end - 1].upperBound <= start { end -= 1 }
      if first < end { stretches.append(all.part(start..<next, liveTaps: first..<end)) }
    }
    self.stretches = stretches
  }

  /// The number of outputs that some tap reaches.
  var outputCount: Int { stretches.reduce(0) { $0 + $1.count } }

  /// The number of pairs of an output and a tap that reaches it.
  var liveTapCount: Int { stretches.reduce(0) { $0 + $1.count * $1.liveTaps.count } }
}

/// Consecutive outputs of a phase that the same taps reach.
struct AxisStretch: Hashable, Sendable {
  let firstOutput: Int
  let outputStep: Int
  let count: Int
  /// The input that a tap of offset 0 weighs for the first output; it may lie
  /// outside.
  let firstInput: Int
  let inputStep: Int
  /// The taps of the phase that fall within the input. Never empty.
  let liveTaps: Range<Int>

  /// The outputs, counted from the first, for which a tap falls within
  /// `0..<input`.
  fileprivate func outputs(reaching inputOffset: Int, input: Int) -> Range<Int> {
    let origin = firstInput + inputOffset
    let start = min(count, max(0, -origin + inputStep - 1) / inputStep)
    let end = min(count, max(0, input - origin + inputStep - 1) / inputStep)
    return start..<max(start, end)
  }

  /// The outputs below a range of the axis, and those above it.
  func parts(outside range: Range<Int>) -> [AxisStretch] {
    let below = min(count, max(0, range.lowerBound - firstOutput + outputStep - 1) / outputStep)
    let above = min(count, max(0, range.upperBound - firstOutput + outputStep - 1) / outputStep)
    return [0..<below, max(below, above)..<count].filter { !$0.isEmpty }.map {
      part($0, liveTaps: liveTaps)
    }
  }

  fileprivate func part(_ outputs: Range<Int>, liveTaps: Range<Int>) -> AxisStretch {
    AxisStretch(
      firstOutput: firstOutput + outputs.lowerBound * outputStep, outputStep: outputStep,
      count: outputs.count, firstInput: firstInput + outputs.lowerBound * inputStep,
      inputStep: inputStep, liveTaps: liveTaps)
  }
}
