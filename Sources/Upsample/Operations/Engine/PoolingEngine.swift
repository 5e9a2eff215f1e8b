import CKernels

/// Takes the maximum of each channel over windows.
struct PoolingEngine {
  private let rows: RowEngine
  private let instructions: ck_instructions

  init(problem: ConvolutionProblem, instructions: ck_instructions = ck_best_instructions()) {
    rows = RowEngine(problem: problem, weightStep: 0, instructions: instructions)
    self.instructions = instructions
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    let instructions = instructions
    rows.run(value: value, output: output, threads: threads) { row, taps, count in
      ck_maximum(instructions, &row, taps, count)
    }
  }
}
