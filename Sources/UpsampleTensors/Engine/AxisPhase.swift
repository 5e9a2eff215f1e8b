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
    TransposedPhases(filter: axis.filter, stride: axis.stride, dilation: axis.dilation).phases
      .map { phase, taps in
        let firstInput = (max(0, padBefore - phase) + axis.stride - 1) / axis.stride
        let firstOutput = firstInput * axis.stride + phase - padBefore
        let count = firstOutput < output ? (output - 1 - firstOutput) / axis.stride + 1 : 0
        let all = AxisStretch(
          firstOutput: firstOutput, outputStep: axis.stride, count: count,
          firstInput: firstInput, inputStep: 1, liveTaps: taps.indices)
        return AxisPhase(taps: taps, outputs: all, input: input)
      }.filter { !$0.stretches.isEmpty }
  }

  /// Cuts `outputs` where a tap begins or ceases to fall within the input.
  private init(taps: [Tap], outputs all: AxisStretch, input: Int) {
    self.taps = taps
    guard all.count > 0, !taps.isEmpty else {
      stretches = []
      return
    }
    func live(_ tap: Int) -> Range<Int> {
      all.outputs(reaching: taps[tap].inputOffset, input: input)
    }
    // Offsets ascend, so as the outputs advance taps go live from the last one
    // backwards, and cease from the last one backwards.
    var (first, end) = (taps.count, taps.count)
    var stretches: [AxisStretch] = []
    var start = 0
    while start < all.count {
      while first > 0, live(first - 1).lowerBound <= start { first -= 1 }
      while end > first, live(end - 1).upperBound <= start { end -= 1 }
      let next = min(
        all.count, first > 0 ? live(first - 1).lowerBound : .max,
        end > first ? live(end - 1).upperBound : .max)
      if first < end { stretches.append(all.part(start..<next, liveTaps: first..<end)) }
      start = next
    }
    self.stretches = stretches
  }

  /// The phase's outputs in a range of the axis, counted from the range's first,
  /// with inputs that are counted from `firstInput`. Possibly none.
  func part(_ outputs: Range<Int>, firstInput: Int) -> AxisPhase {
    AxisPhase(
      taps: taps,
      stretches: stretches.compactMap {
        let own = $0.outputs(within: outputs)
        return own.isEmpty
          ? nil
          : $0.part(own, liveTaps: $0.liveTaps)
            .moved(outputs: -outputs.lowerBound, inputs: -firstInput)
      })
  }

  private init(taps: [Tap], stretches: [AxisStretch]) {
    self.taps = taps
    self.stretches = stretches
  }

  /// The inputs that some of a stretch's outputs, counted from its first, weigh
  /// by any tap.
  private func inputs(of outputs: Range<Int>, _ stretch: AxisStretch) -> Range<Int> {
    let first = taps[stretch.liveTaps.lowerBound].inputOffset
    let last = taps[stretch.liveTaps.upperBound - 1].inputOffset
    let origin = stretch.firstInput
    return origin + outputs.lowerBound * stretch.inputStep + first..<origin
      + (outputs.upperBound - 1) * stretch.inputStep + last + 1
  }

  /// The phase with every tap live for all outputs from the first to the last that
  /// one reaches, and the inputs that are weighed then, of which some lie outside of the
  /// axis; `nil` where there are no outputs.
  var whole: (phase: AxisPhase, inputs: Range<Int>)? {
    guard let first = stretches.first, let last = stretches.last else { return nil }
    let end = last.firstOutput + last.count * last.outputStep
    let stretch = AxisStretch(
      firstOutput: first.firstOutput, outputStep: first.outputStep,
      count: (end - first.firstOutput) / first.outputStep, firstInput: first.firstInput,
      inputStep: first.inputStep, liveTaps: taps.indices)
    let phase = AxisPhase(taps: taps, stretches: [stretch])
    return (phase, inputs(of: 0..<stretch.count, stretch))
  }

  /// The phase with its inputs counted from so many before the first.
  func moved(inputs count: Int) -> AxisPhase {
    AxisPhase(taps: taps, stretches: stretches.map { $0.moved(outputs: 0, inputs: count) })
  }

  /// The inputs, from the first to the last, that reach some outputs of the
  /// phase, or `nil` where none does.
  func inputs(reaching outputs: Range<Int>) -> Range<Int>? {
    var reached: Range<Int>?
    for stretch in stretches {
      let own = stretch.outputs(within: outputs)
      if own.isEmpty { continue }
      let inputs = inputs(of: own, stretch)
      reached =
        reached.map {
          min($0.lowerBound, inputs.lowerBound)..<max($0.upperBound, inputs.upperBound)
        } ?? inputs
    }
    return reached
  }

  /// The outputs of the whole axis that lie after all of the phase's which
  /// inputs before `inputs` reach, and before all of those which inputs after
  /// them reach.
  func outputs(
    from inputs: Range<Int>, output: Int
  ) -> (lowerBound: Int, upperBound: Int) {
    var (lowerBound, upperBound) = (0, output)
    for stretch in stretches {
      let first = self.inputs(of: 0..<1, stretch)
      let early = stretch.count(from: first.lowerBound, below: inputs.lowerBound)
      if early > 0 {
        lowerBound = max(lowerBound, stretch.firstOutput + (early - 1) * stretch.outputStep + 1)
      }
      let ready = stretch.count(from: first.upperBound - 1, below: inputs.upperBound)
      if ready < stretch.count {
        upperBound = min(upperBound, stretch.firstOutput + ready * stretch.outputStep)
      }
    }
    return (lowerBound, upperBound)
  }

  /// The number of outputs that some tap reaches.
  var outputCount: Int { stretches.reduce(0) { $0 + $1.count } }

  /// The number of pairs of an output and a tap that reaches it.
  var liveTapCount: Int { stretches.reduce(0) { $0 + $1.count * $1.liveTaps.count } }
}
