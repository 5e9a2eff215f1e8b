import CKernels

/// Convolves each channel with weights of its own.
struct DepthwiseEngine {
  private let rows: RowEngine
  private let weights: Storage<Float>
  /// The number of floats after which a tap's weights repeat.
  private let period: Int
  private let instructions: ck_instructions

  /// Lays out the weights, each tap's repeated over several pixels, so that a
  /// row of pixels is one row of floats.
  init(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>,
    instructions: ck_instructions
  ) {
    let channels = problem.channels
    let repetitions = max(1, 192 / channels.outputTotal)
    self.instructions = instructions
    period = repetitions * channels.outputTotal
    rows = RowEngine(
      problem: problem, weightStep: period,
      weave: RowWeave(problem: problem, filter: filter, instructions: instructions),
      instructions: instructions)
    weights = Storage(
      repeating: 0, count: problem.taps.reduce(channels.input * period, *))
    var next = weights.base
    for tap in 0..<problem.taps.reduce(1, *) {
      for number in 0..<channels.input {
        let from = filter + tap * channels.tapStep + number * channels.inputStep
        for place in 0..<channels.outputTotal {
          let (group, index) = place.quotientAndRemainder(dividingBy: channels.output)
          next[place] = from[group * channels.groupStep + index * channels.outputStep]
        }
        for repetition in 1..<repetitions {
          (next + repetition * channels.outputTotal).update(from: next, count: channels.outputTotal)
        }
        next += period
      }
    }
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    let (instructions, period) = (instructions, Int64(period))
    defer { withExtendedLifetime(weights) {} }
    nonisolated(unsafe) let weights = UnsafePointer(weights.base)
    rows.run(value: value, output: output, threads: threads) { row, taps, count in
      ck_depthwise(instructions, &row, taps, count, weights, period)
    }
  }
}
