import UpsampleBase

/// The weights of two phases of a row side by side, or of two rows, where each group has one
/// output.
///
/// A line takes as many rows of weights as the filter has taps in its width, of which the first
/// are those of the inputs that reach the phases.
struct PairWeights: Sendable {
  /// The number of outputs: of both phases of each row.
  let outputs: Int
  private let weights: Storage<Float>
  private let groupLength: Int

  /// - Parameter lines: For each line of inputs, the line of the filter that weighs it for each
  ///   of the rows, if one does.
  init(
    _ filter: UnsafePointer<Float>, of problem: ConvolutionProblem, pair: PhasePair,
    lines: [[Int?]]
  ) {
    let (channels, width) = (problem.channels, problem.taps.width)
    outputs = 2 * (lines.first?.count ?? 0)
    groupLength = outputs * lines.count * width * channels.input
    weights = Storage(zeros: channels.groups * groupLength)
    for group in 0..<channels.groups {
      for (number, line) in lines.enumerated() {
        for (index, input) in pair.inputs.enumerated() {
          let row = (number * width + index) * channels.input
          for (place, (line, tap)) in line.flatMap({ [($0, input.first), ($0, input.second)] })
            .enumerated()
          {
            guard let line, let tap else { continue }
            let from =
              filter + (line * width + tap) * channels.tapStep + group * channels.groupStep
            for channel in 0..<channels.input {
              weights.base[group * groupLength + outputs * (row + channel) + place] =
                from[channel * channels.inputStep]
            }
          }
        }
      }
    }
  }

  func weights(ofGroup group: Int) -> UnsafePointer<Float> {
    UnsafePointer(weights.base) + group * groupLength
  }
}
