import CKernels
import UpsampleBase

/// Mixes channels into few outputs: pixels fill the vectors, not channels.
///
/// The lines of the input are dealt out to planes of one channel each. A plane of
/// the output is the sum of such planes, each shifted by a tap and weighed by one
/// number; a few of them are summed at once, so that a float is read once for all:
/// several outputs, or both phases of a row that is twice as long as its input.
struct PlaneEngine: EngineOfRows {
  var rows: RowEngine
  /// The number of input channels of each group.
  private let inputs: Int
  private let panels: [Panel]
  private let weights: Storage<Float>
  private let pairs: PairWeights?
  private let instructions: ck_instructions

  /// Outputs of a group that are summed at once.
  private struct Panel: Sendable {
    let firstInput: Int
    let firstOutput: Int
    let outputs: Int
    /// The place of the panel's first weight.
    let weights: Int
  }

  /// Prepares a problem, or tells by `nil` that vectors of channels serve it better, or
  /// that its weights, laid out, do not fit into memory.
  init?(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>, finish: Finish? = nil,
    instructions: ck_instructions
  ) {
    let lanes = ck_lanes(instructions)
    let channels = problem.channels
    let count = problem.taps.product * channels.input * channels.outputTotal
    guard Self.gains(from: problem, lanes: lanes), fitsIntoMemory(scalars: count) else {
      return nil
    }
    let isFinite = (0..<count).allSatisfy { filter[$0].isFinite }
    let padded = isFinite ? PaddedLines(of: problem) : nil
    let lines = padded?.problem ?? problem
    let layout = RowLayout(
      planesOf: lines, width: problem.inputs.width, before: padded?.before ?? 0,
      instructions: instructions)
    let pair = channels.output == 1 ? PhasePair(phases: lines.phases.width) : nil
    let rows = RowEngine(
      problem: lines, layout: layout, weightStep: channels.input, pair: pair, finish: finish,
      instructions: instructions
    ).taking(problem)
    guard rows.dealtFloats <= Self.mostDealtFloats else { return nil }
    (self.rows, self.instructions, inputs) = (rows, instructions, channels.input)
    (panels, weights) = Self.laidOut(filter, of: problem)
    pairs = pair.map { PairWeights(filter, of: problem, pair: $0) }
  }

  /// The most floats that a thread holds of lines that were dealt out.
  private static let mostDealtFloats = 1 << 22

  /// Whether the multiplications that idle lanes would do take longer than dealing
  /// out the lines.
  private static func gains(from problem: ConvolutionProblem, lanes: Int) -> Bool {
    let outputs = problem.channels.output
    let stretch = problem.phases.width[0].stretches[0]
    let pixels = problem.outputs.width / stretch.outputStep
    let strides = problem.phases.height[0].stretches[0].inputStep * stretch.inputStep
    let pattern = stretch.outputStep * problem.channels.outputTotal
    let isWide = pixels >= 2 * lanes && stretch.inputStep <= 64 && pattern <= 1024
    let idle = max(0, lanes - outputs) * problem.taps.product
    return isWide && outputs <= 8 && 4 * idle >= 3 * strides * lanes
  }

  /// The weights, panel by panel: a row of outputs for each pair of a tap and an input
  /// channel.
  private static func laidOut(
    _ filter: UnsafePointer<Float>, of problem: ConvolutionProblem
  ) -> ([Panel], Storage<Float>) {
    let channels = problem.channels
    let weights = Storage<Float>(
      count: problem.taps.product * channels.input * channels.outputTotal)
    let most = Int(CK_MOST_PLANES)
    let count = (channels.output + most - 1) / most
    var (panels, place): ([Panel], Int) = ([], 0)
    for group in 0..<channels.groups {
      for number in 0..<count {
        // As few panels as hold all outputs, each as wide as the others if it can be.
        let outputs = channels.output * number / count..<channels.output * (number + 1) / count
        panels.append(
          Panel(
            firstInput: group * channels.input,
            firstOutput: group * channels.output + outputs.lowerBound, outputs: outputs.count,
            weights: place))
        for tap in 0..<problem.taps.product {
          for input in 0..<channels.input {
            let from = tap * channels.tapStep + group * channels.groupStep
            let row = filter + from + input * channels.inputStep
            for output in outputs {
              weights.base[place] = row[output * channels.outputStep]
              place += 1
            }
          }
        }
      }
    }
    return (panels, weights)
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let (inputStep, outputStep) = (rows.layout.planeLength, rows.layout.phaseLength)
    defer { withExtendedLifetime((weights, pairs)) {} }
    nonisolated(unsafe) let weights = UnsafePointer(weights.base)
    rows.run(
      value: value, output: output, batch: batch, threads: threads
    ) { [panels, pairs, inputs, instructions] ends, taps, count, partner in
      for panel in panels {
        let output = ends.output + panel.firstOutput * outputStep
        var sums = ck_planes()
        sums.input = ends.input + panel.firstInput * inputStep
        (sums.pixels, sums.channels, sums.input_step) = (ends.pixels, inputs, inputStep)
        if let partner, let pairs {
          (sums.outputs.0, sums.outputs.1) = (output, output + partner)
          (sums.reached, sums.reached_count) = (UnsafePointer(pairs.reached.base), pairs.count)
          let weights = UnsafePointer(pairs.weights.base) + 2 * panel.weights
          ck_combine_planes(instructions, &sums, taps, count, weights, 2)
        } else {
          sums.outputs = (
            output, output + outputStep, output + 2 * outputStep, output + 3 * outputStep
          )
          ck_combine_planes(
            instructions, &sums, taps, count, weights + panel.weights, panel.outputs)
        }
      }
    }
  }
}

/// The weights of two phases side by side, where each group has one output.
///
/// A line of the filter takes as many rows as it has taps, of which the first are
/// those of the inputs that reach the phases.
private struct PairWeights: Sendable {
  let weights: Storage<Float>
  /// Which of the phases each input reaches.
  let reached: Storage<UInt8>
  let count: Int

  init(_ filter: UnsafePointer<Float>, of problem: ConvolutionProblem, pair: PhasePair) {
    let (channels, width) = (problem.channels, problem.taps.width)
    count = pair.inputs.count
    reached = Storage(
      pair.inputs.map { input in
        let both = input.first != nil && input.second != nil
        return UInt8((both ? CK_BOTH : input.first != nil ? CK_FIRST : CK_SECOND).rawValue)
      })
    weights = Storage(
      repeating: 0, count: 2 * problem.taps.product * channels.inputTotal)
    for group in 0..<channels.groups {
      for line in 0..<problem.taps.product / width {
        for (index, input) in pair.inputs.enumerated() {
          let row = ((group * problem.taps.product) + line * width + index) * channels.input
          for (place, tap) in [input.first, input.second].enumerated() {
            guard let tap else { continue }
            let from =
              filter + (line * width + tap) * channels.tapStep + group * channels.groupStep
            for channel in 0..<channels.input {
              weights.base[2 * (row + channel) + place] = from[channel * channels.inputStep]
            }
          }
        }
      }
    }
  }
}
