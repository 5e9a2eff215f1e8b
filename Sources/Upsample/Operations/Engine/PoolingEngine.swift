import CKernels

/// Takes the maximum of each channel over windows.
struct PoolingEngine {
  private let rows: RowWalk
  private let instructions: ck_instructions

  init(problem: ConvolutionProblem, instructions: ck_instructions = ck_best_instructions()) {
    rows = RowWalk(problem: problem)
    self.instructions = instructions
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    nonisolated(unsafe) let (value, output) = (value, output)
    let (rows, instructions) = (rows, instructions)
    rows.forEachBand(threads: threads) { row, taps in
      rows.forEachStretch(
        ofRow: row, value: value, output: output, weightStep: 0, taps: &taps
      ) { ends, taps in
        ck_maximum(instructions, &ends, taps.baseAddress, Int64(taps.count))
      }
    }
  }
}
