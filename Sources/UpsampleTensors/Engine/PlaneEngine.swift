import CKernels
import UpsampleBase

/// Mixes channels into few outputs: pixels fill the vectors, not channels.
///
/// The lines of the input are dealt out to planes of one channel each. A plane of
/// the output is the sum of such planes, each shifted by a tap and weighed by one
/// number; a few of them are summed at once, so that a float is read once for all.
struct PlaneEngine: Engine {
  private var rows: RowEngine
  /// The number of input channels of each group.
  private let inputs: Int
  private let panels: [Panel]
  private let weights: Storage<Float>
  private let instructions: ck_instructions

  /// Outputs of a group that are summed at once.
  private struct Panel: Sendable {
    let firstInput: Int
    let firstOutput: Int
    let outputs: Int
    /// The place of the panel's first weight.
    let weights: Int
  }

  /// Prepares a problem, or tells by `nil` that vectors of channels serve it better.
  init?(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>, instructions: ck_instructions
  ) {
    let lanes = ck_lanes(instructions)
    guard Self.gains(from: problem, lanes: lanes) else { return nil }
    let layout = RowLayout(planesOf: problem, instructions: instructions)
    let rows = RowEngine(problem: problem, layout: layout, weightStep: problem.channels.input)
    guard rows.dealtFloats <= Self.mostDealtFloats else { return nil }
    self.rows = rows
    self.instructions = instructions
    inputs = problem.channels.input
    (panels, weights) = Self.laidOut(filter, of: problem)
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
    return isWide && 2 * outputs <= lanes
      && (lanes - outputs) * problem.taps.product >= strides * lanes
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

  func taking(_ part: ConvolutionProblem) -> PlaneEngine {
    var other = self
    other.rows = rows.taking(part)
    return other
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let (inputStep, outputStep) = (rows.layout.planeLength, rows.layout.phaseLength)
    defer { withExtendedLifetime(weights) {} }
    nonisolated(unsafe) let weights = UnsafePointer(weights.base)
    rows.run(
      value: value, output: output, batch: batch, threads: threads
    ) { [panels, inputs, instructions] ends, taps, count in
      for panel in panels {
        var sums = ck_planes(
          input: ends.input + panel.firstInput * inputStep,
          output: ends.output + panel.firstOutput * outputStep, pixels: ends.pixels,
          channels: inputs, input_step: inputStep, output_step: outputStep)
        ck_combine_planes(
          instructions, &sums, taps, count, weights + panel.weights, panel.outputs)
      }
    }
  }
}
