import CKernels

/// The rows of an output whose channels are not mixed, and the taps that reach
/// each stretch of them.
struct RowWalk: Sendable {
  let problem: ConvolutionProblem
  private let depths: [RowPosition?]
  private let heights: [RowPosition?]

  /// Where an output along one axis lies among the phases of that axis.
  private struct RowPosition: Sendable {
    let phase: Int
    let stretch: Int
    let index: Int
  }

  init(problem: ConvolutionProblem) {
    self.problem = problem
    depths = Self.positions(of: problem.phases[0], output: problem.outputs[0])
    heights = Self.positions(of: problem.phases[1], output: problem.outputs[1])
  }

  private static func positions(of phases: [AxisPhase], output: Int) -> [RowPosition?] {
    var positions = [RowPosition?](repeating: nil, count: output)
    for (phase, axisPhase) in phases.enumerated() {
      for (number, stretch) in axisPhase.stretches.enumerated() {
        for index in 0..<stretch.count {
          positions[stretch.firstOutput + index * stretch.outputStep] = RowPosition(
            phase: phase, stretch: number, index: index)
        }
      }
    }
    return positions
  }

  /// The number of rows of the output, over all depths and images.
  var count: Int { problem.batch * problem.outputs[0] * problem.outputs[1] }

  /// Calls `body` for each stretch of a row that some tap reaches.
  ///
  /// - Parameters:
  ///   - weightStep: The distance between the weights of neighbouring taps.
  ///   - taps: Storage that is reused from stretch to stretch.
  ///   - body: Given the stretch, whose pointers are its first pixel's output
  ///     and the input of the first of the taps.
  func forEachStretch(
    ofRow row: Int, value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    weightStep: Int, taps: inout [ck_tap],
    body: (inout ck_row, UnsafeBufferPointer<ck_tap>) -> Void
  ) {
    let (slice, y) = row.quotientAndRemainder(dividingBy: problem.outputs[1])
    let (image, z) = slice.quotientAndRemainder(dividingBy: problem.outputs[0])
    guard let depth = depths[z], let height = heights[y] else { return }
    let channels = problem.channels.groups
    let (depthPhase, heightPhase) = (
      problem.phases[0][depth.phase], problem.phases[1][height.phase]
    )
    let depthStretch = depthPhase.stretches[depth.stretch]
    let heightStretch = heightPhase.stretches[height.stretch]
    let inputZ = depthStretch.firstInput + depth.index * depthStretch.inputStep
    let inputY = heightStretch.firstInput + height.index * heightStretch.inputStep
    for phase in problem.phases[2] {
      for stretch in phase.stretches {
        taps.removeAll(keepingCapacity: true)
        for tapZ in depthPhase.taps[depthStretch.liveTaps] {
          for tapY in heightPhase.taps[heightStretch.liveTaps] {
            let line = offset(image, inputZ + tapZ.inputOffset, inputY + tapY.inputOffset)
            let tapLine = (tapZ.tap * problem.taps[1] + tapY.tap) * problem.taps[2]
            for tapX in phase.taps[stretch.liveTaps] {
              let input = (line + stretch.firstInput + tapX.inputOffset) * channels
              taps.append(
                ck_tap(input: Int64(input), weights: Int64((tapLine + tapX.tap) * weightStep)))
            }
          }
        }
        var ends = ck_row(
          input: value,
          output: output + (row * problem.outputs[2] + stretch.firstOutput) * channels,
          pixels: Int64(stretch.count), channels: Int64(channels),
          input_step: Int64(stretch.inputStep * channels),
          output_step: Int64(stretch.outputStep * channels))
        taps.withUnsafeBufferPointer { body(&ends, $0) }
      }
    }
  }

  /// The number of pixels before the given line of the input.
  private func offset(_ image: Int, _ z: Int, _ y: Int) -> Int {
    ((image * problem.inputs[0] + z) * problem.inputs[1] + y) * problem.inputs[2]
  }
}
