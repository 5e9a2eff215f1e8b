import CKernels

/// Convolves each channel with weights of its own.
struct DepthwiseEngine {
  private let rows: RowEngine
  private let weights: [Float]
  /// The number of floats after which a tap's weights repeat.
  private let period: Int
  private let instructions: ck_instructions

  /// Lays out the weights, each tap's repeated over several pixels, so that a
  /// row of pixels is one row of floats.
  init(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>,
    instructions: ck_instructions = ck_best_instructions()
  ) {
    let channels = problem.channels
    let repetitions = max(1, 192 / channels.outputTotal)
    self.instructions = instructions
    period = repetitions * channels.outputTotal
    rows = RowEngine(problem: problem, weightStep: period, instructions: instructions)
    var weights: [Float] = []
    let taps = problem.taps.reduce(1, *)
    weights.reserveCapacity(taps * channels.input * period)
    for tap in 0..<taps {
      for number in 0..<channels.input {
        let own = (0..<channels.outputTotal).map { output in
          let (group, index) = output.quotientAndRemainder(dividingBy: channels.output)
          return filter[
            tap * channels.tapStep + group * channels.groupStep + number * channels.inputStep
              + index * channels.outputStep]
        }
        for _ in 0..<repetitions { weights += own }
      }
    }
    self.weights = weights
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    let (instructions, period) = (instructions, Int64(period))
    weights.withUnsafeBufferPointer { weights in
      nonisolated(unsafe) let weights = weights.baseAddress!
      rows.run(value: value, output: output, threads: threads) { row, taps in
        ck_depthwise(instructions, &row, taps.baseAddress, Int64(taps.count), weights, period)
      }
    }
  }
}
