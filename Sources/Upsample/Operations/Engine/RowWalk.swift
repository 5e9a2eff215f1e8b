/// The rows of an output whose channels are not mixed, and the lines of the
/// input that reach each of them.
struct RowWalk: Sendable {
  /// The number of rows of each image's output, over all depths.
  let count: Int
  /// The largest number of lines that reach a row.
  let mostLines: Int

  private let outputs: (depth: Int, height: Int)
  private let inputs: SpatialAxes<Int>
  private let taps: (height: Int, width: Int)
  private let depths: AxisReach
  private let heights: AxisReach

  /// A line of the input, and the taps that weigh its pixels.
  struct Line: Sendable {
    /// The number of pixels before the line.
    let pixel: Int
    /// The number of taps before those of the line.
    let tap: Int
    /// Where the line's floats begin, once that is known.
    var base = 0
  }

  /// The inputs that reach each output along one axis, with their taps.
  private struct AxisReach: Sendable {
    /// The pairs of all outputs, one output's after another's.
    let pairs: [(input: Int, tap: Int)]
    /// The first pair of each output, and the end.
    let starts: [Int]

    init(phases: [AxisPhase], output: Int) {
      // Every output belongs to one stretch of one phase at most.
      var starts = Array(repeating: 0, count: output + 1)
      for phase in phases {
        for stretch in phase.stretches {
          for index in 0..<stretch.count {
            starts[stretch.firstOutput + index * stretch.outputStep + 1] = stretch.liveTaps.count
          }
        }
      }
      for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
      var pairs = Array(repeating: (input: 0, tap: 0), count: starts[output])
      for phase in phases {
        for stretch in phase.stretches {
          for index in 0..<stretch.count {
            let input = stretch.firstInput + index * stretch.inputStep
            var next = starts[stretch.firstOutput + index * stretch.outputStep]
            for tap in stretch.liveTaps {
              pairs[next] = (input + phase.taps[tap].inputOffset, phase.taps[tap].tap)
              next += 1
            }
          }
        }
      }
      self.pairs = pairs
      self.starts = starts
    }
  }

  init(problem: ConvolutionProblem) {
    let (phases, outputs) = (problem.phases, problem.outputs)
    self.outputs = (outputs.depth, outputs.height)
    inputs = problem.inputs
    taps = (problem.taps.height, problem.taps.width)
    count = outputs.depth * outputs.height
    mostLines = Self.mostTaps(of: phases.depth) * Self.mostTaps(of: phases.height)
    depths = AxisReach(phases: phases.depth, output: outputs.depth)
    heights = AxisReach(phases: phases.height, output: outputs.height)
  }

  /// The largest number of taps that reach an output along one axis.
  private static func mostTaps(of phases: [AxisPhase]) -> Int {
    phases.reduce(1) { max($0, $1.taps.count) }
  }

  /// Finds the lines that reach a row, in row-major order.
  func findLines(ofRow row: Int, lines: inout [Line]) {
    lines.removeAll(keepingCapacity: true)
    let (slice, y) = row.quotientAndRemainder(dividingBy: outputs.height)
    let (image, z) = slice.quotientAndRemainder(dividingBy: outputs.depth)
    for deep in depths.starts[z]..<depths.starts[z + 1] {
      let slice = (image * inputs.depth + depths.pairs[deep].input) * inputs.height
      let tapSlice = depths.pairs[deep].tap * taps.height
      for high in heights.starts[y]..<heights.starts[y + 1] {
        lines.append(
          Line(
            pixel: (slice + heights.pairs[high].input) * inputs.width,
            tap: (tapSlice + heights.pairs[high].tap) * taps.width))
      }
    }
  }
}
