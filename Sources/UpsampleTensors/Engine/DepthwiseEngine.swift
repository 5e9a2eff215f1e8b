import CKernels
import UpsampleBase

/// Convolves each channel with weights of its own.
struct DepthwiseEngine: EngineOfRows {
  var rows: RowEngine
  private let weights: Storage<Float>
  /// The number of floats after which a tap's weights repeat.
  private let period: Int
  private let instructions: ck_instructions

  /// Lays out the weights, each tap's repeated over several pixels, so that a
  /// row of pixels is one row of floats.
  init(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>,
    finish: Finish? = nil, instructions: ck_instructions
  ) {
    let channels = problem.channels
    let repetitions = max(1, 192 / channels.outputTotal)
    self.instructions = instructions
    period = repetitions * channels.outputTotal
    let weave = RowWeave(problem: problem, filter: filter, instructions: instructions)
    let layout = RowLayout(
      problem: problem, interleaves: weave == nil ? .wherePacked : .never,
      instructions: instructions)
    rows = RowEngine(
      problem: problem, layout: layout, weightStep: period, weave: weave, finish: finish,
      instructions: instructions)
    let total = channels.outputTotal
    weights = Storage(count: problem.taps.product * channels.input * period)
    var next = weights.base
    for tap in 0..<problem.taps.product {
      for number in 0..<channels.input {
        let from = filter + tap * channels.tapStep + number * channels.inputStep
        for group in 0..<channels.groups {
          for index in 0..<channels.output {
            next[group * channels.output + index] =
              from[group * channels.groupStep + index * channels.outputStep]
          }
        }
        // What is there already is copied behind itself, twice as much each time.
        var done = total
        while done < period {
          let count = min(done, period - done)
          (next + done).update(from: next, count: count)
          done += count
        }
        next += period
      }
    }
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let (instructions, period) = (instructions, period)
    defer { withExtendedLifetime(weights) {} }
    nonisolated(unsafe) let weights = UnsafePointer(weights.base)
    rows.run(value: value, output: output, batch: batch, threads: threads) { row, taps, count, _ in
      ck_depthwise(instructions, &row, taps, count, weights, period)
    }
  }
}
