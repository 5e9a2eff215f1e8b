import CKernels
import UpsampleBase

/// Takes the maximum of each channel over windows.
struct PoolingEngine: Engine {
  private var rows: RowEngine
  private let instructions: ck_instructions

  init(problem: ConvolutionProblem, instructions: ck_instructions = ck_best_instructions()) {
    rows = RowEngine(problem: problem, weightStep: 0, instructions: instructions)
    self.instructions = instructions
  }

  func taking(_ part: ConvolutionProblem) -> PoolingEngine {
    var other = self
    other.rows = rows.taking(part)
    return other
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let instructions = instructions
    rows.run(value: value, output: output, batch: batch, threads: threads) { row, taps, count in
      ck_maximum(instructions, &row, taps, count)
    }
  }
}
