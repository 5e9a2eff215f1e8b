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
  /// The weights of both phases of a row, and of two rows.
  private let pairs: PairWeights?
  private let rowPairs: PairWeights?
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
    let filterLines = (0..<problem.taps.depth * problem.taps.height).map { [Optional($0)] }
    pairs = pair.map { PairWeights(filter, of: problem, pair: $0, lines: filterLines) }
    let rowLines = rows.rowPair?.lines.map { [$0.upper, $0.lower] }
    rowPairs = pair.flatMap { pair in
      rowLines.map { PairWeights(filter, of: problem, pair: pair, lines: $0) }
    }
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
    defer { withExtendedLifetime((weights, pairs, rowPairs)) {} }
    nonisolated(unsafe) let weights = UnsafePointer(weights.base)
    rows.run(
      value: value, output: output, batch: batch, threads: threads
    ) { [panels, pairs, rowPairs, inputs, instructions] ends, taps, count, partners in
      for panel in panels {
        let output = ends.output + panel.firstOutput * outputStep
        var sums = ck_planes()
        sums.input = ends.input + panel.firstInput * inputStep
        (sums.pixels, sums.channels, sums.input_step) = (ends.pixels, inputs, inputStep)
        if let partners, let pairs = partners.row == nil ? pairs : rowPairs {
          let below = output + (partners.row ?? 0)
          sums.outputs = (output, output + partners.column, below, below + partners.column)
          sums.reached = partners.reached
          ck_combine_planes(
            instructions, &sums, taps, count, pairs.weights(ofGroup: panel.firstOutput),
            pairs.outputs)
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
