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
  func outputs(reaching inputOffset: Int, input: Int) -> Range<Int> {
    let origin = firstInput + inputOffset
    let start = min(count, max(0, -origin + inputStep - 1) / inputStep)
    let end = min(count, max(0, input - origin + inputStep - 1) / inputStep)
    return start..<max(start, end)
  }

  /// The outputs, counted from the first, that lie in a range of the axis.
  func outputs(within range: Range<Int>) -> Range<Int> {
    let start = min(count, max(0, range.lowerBound - firstOutput + outputStep - 1) / outputStep)
    let end = min(count, max(0, range.upperBound - firstOutput + outputStep - 1) / outputStep)
    return start..<max(start, end)
  }

  /// The number of outputs whose input by a tap, which is `input` for the first
  /// of them, lies below a limit.
  func count(from input: Int, below limit: Int) -> Int {
    min(count, max(0, limit - input + inputStep - 1) / inputStep)
  }

  /// The outputs below a range of the axis, and those above it.
  func parts(outside range: Range<Int>) -> [AxisStretch] {
    let inside = outputs(within: range)
    return [0..<inside.lowerBound, inside.upperBound..<count].filter { !$0.isEmpty }.map {
      part($0, liveTaps: liveTaps)
    }
  }

  /// The stretch with its outputs and inputs counted from elsewhere.
  func moved(outputs: Int, inputs: Int) -> AxisStretch {
    AxisStretch(
      firstOutput: firstOutput + outputs, outputStep: outputStep, count: count,
      firstInput: firstInput + inputs, inputStep: inputStep, liveTaps: liveTaps)
  }

  func part(_ outputs: Range<Int>, liveTaps: Range<Int>) -> AxisStretch {
    AxisStretch(
      firstOutput: firstOutput + outputs.lowerBound * outputStep, outputStep: outputStep,
      count: outputs.count, firstInput: firstInput + outputs.lowerBound * inputStep,
      inputStep: inputStep, liveTaps: liveTaps)
  }
}
