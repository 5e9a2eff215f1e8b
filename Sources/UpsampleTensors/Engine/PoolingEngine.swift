import CKernels
import UpsampleBase

/// Takes the maximum or the mean of each channel over windows.
struct PoolingEngine: EngineOfRows {
  var rows: RowEngine
  private let statistic: WindowStatistic
  private let instructions: ck_instructions

  init(
    problem: ConvolutionProblem, _ statistic: WindowStatistic,
    instructions: ck_instructions = ck_best_instructions()
  ) {
    let layout = RowLayout(
      problem: problem, interleaves: .wherePacked, instructions: instructions)
    rows = RowEngine(
      problem: problem, layout: layout, weightStep: 0, instructions: instructions)
    self.statistic = statistic
    self.instructions = instructions
  }

  var blank: [Float] { [statistic.ofNothing] }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let (instructions, statistic) = (instructions, statistic)
    rows.run(
      value: value, output: output, batch: batch, threads: threads
    ) { row, taps, count, _ in
      switch statistic {
      case .maximum: ck_maximum(instructions, &row, taps, count)
      case .mean: ck_mean(instructions, &row, taps, count, Float(count))
      case .paddedMean(let positions): ck_mean(instructions, &row, taps, count, positions)
      }
    }
  }
}

/// What a pool takes of each window, by its operation.
package enum PoolStatistic: Hashable, Sendable {
  case maximum
  case mean
}

/// What is computed of each window.
enum WindowStatistic: Hashable, Sendable {
  case maximum
  /// The sum divided by the number of positions that reach an input.
  case mean
  /// The sum divided by the number of all positions.
  case paddedMean(positions: Float)

  /// What a window has that reaches no input: a dilated one may have all of its
  /// positions in the padding.
  var ofNothing: Float {
    switch self {
    case .maximum: -.infinity
    case .mean: .nan
    case .paddedMean: 0
    }
  }
}
