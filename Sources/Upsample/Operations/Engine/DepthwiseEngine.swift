import CKernels

/// Convolves each channel with weights of its own.
struct DepthwiseEngine {
  private let rows: RowWalk
  private let period: Int
  private let weights: [Float]
  private let instructions: ck_instructions

  /// Lays out the weights of a filter `[…, channels, 1]`, each tap's repeated
  /// over several pixels, so that a row of pixels is one row of floats.
  init(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>,
    instructions: ck_instructions = ck_best_instructions()
  ) {
    let channels = problem.channels.groups
    let taps = problem.taps.reduce(1, *)
    let repetitions = max(1, 192 / channels)
    rows = RowWalk(problem: problem)
    self.instructions = instructions
    period = repetitions * channels
    var weights: [Float] = []
    weights.reserveCapacity(taps * period)
    for tap in 0..<taps {
      let own = UnsafeBufferPointer(start: filter + tap * channels, count: channels)
      for _ in 0..<repetitions { weights.append(contentsOf: own) }
    }
    self.weights = weights
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    nonisolated(unsafe) let (value, output) = (value, output)
    weights.withUnsafeBufferPointer { weights in
      nonisolated(unsafe) let weights = weights.baseAddress!
      let (rows, period, instructions) = (rows, period, instructions)
      rows.forEachBand(threads: threads) { row, taps in
        rows.forEachStretch(
          ofRow: row, value: value, output: output, weightStep: period, taps: &taps
        ) { ends, taps in
          ck_depthwise(
            instructions, &ends, taps.baseAddress, Int64(taps.count), weights, Int64(period))
        }
      }
    }
  }
}

extension RowWalk {
  /// Calls `body` for each row of the output, several threads at once, each
  /// with storage for taps of its own.
  func forEachBand(threads: Int, body: @Sendable (Int, inout [ck_tap]) -> Void) {
    let rowLength = max(1, problem.outputs[2] * problem.channels.groups)
    let band = max(1, min(count / threads, (1 << 15) / rowLength))
    let count = count
    ParallelWork.forEach(
      count: (count + band - 1) / band, threads: threads, state: [ck_tap]()
    ) { piece, taps in
      for row in piece * band..<min(count, (piece + 1) * band) { body(row, &taps) }
    }
  }
}
