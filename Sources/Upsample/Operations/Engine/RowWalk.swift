/// The rows of an output whose channels are not mixed, and the lines of the
/// input that reach each of them.
struct RowWalk: Sendable {
  private let problem: ConvolutionProblem
  private let depths: [Place?]
  private let heights: [Place?]

  /// Where an output along one axis lies among the phases of that axis.
  private struct Place: Sendable {
    let phase: Int
    let stretch: Int
    let index: Int
  }

  /// A line of the input, and the taps that weigh its pixels.
  struct Line: Sendable {
    /// The number of pixels before the line.
    let pixel: Int
    /// The number of taps before those of the line.
    let tap: Int
  }

  init(problem: ConvolutionProblem) {
    self.problem = problem
    depths = Self.places(among: problem.phases[0], output: problem.outputs[0])
    heights = Self.places(among: problem.phases[1], output: problem.outputs[1])
  }

  private static func places(among phases: [AxisPhase], output: Int) -> [Place?] {
    var places = [Place?](repeating: nil, count: output)
    for (phase, axisPhase) in phases.enumerated() {
      for (number, stretch) in axisPhase.stretches.enumerated() {
        for index in 0..<stretch.count {
          places[stretch.firstOutput + index * stretch.outputStep] = Place(
            phase: phase, stretch: number, index: index)
        }
      }
    }
    return places
  }

  /// The number of rows of the output, over all depths and images.
  var count: Int { problem.batch * problem.outputs[0] * problem.outputs[1] }

  /// The largest number of lines that reach a row.
  var mostLines: Int {
    problem.phases[0...1].reduce(1) { $0 * ($1.map(\.taps.count).max() ?? 1) }
  }

  /// Finds the lines that reach a row, in row-major order.
  func findLines(ofRow row: Int, lines: inout [Line]) {
    lines.removeAll(keepingCapacity: true)
    let (slice, y) = row.quotientAndRemainder(dividingBy: problem.outputs[1])
    let (image, z) = slice.quotientAndRemainder(dividingBy: problem.outputs[0])
    guard let depth = depths[z], let height = heights[y] else { return }
    for (inputZ, tapZ) in inputs(of: depth, axis: 0) {
      for (inputY, tapY) in inputs(of: height, axis: 1) {
        let line = (image * problem.inputs[0] + inputZ) * problem.inputs[1] + inputY
        lines.append(
          Line(
            pixel: line * problem.inputs[2],
            tap: (tapZ * problem.taps[1] + tapY) * problem.taps[2]))
      }
    }
  }

  /// The inputs that reach an output along an axis, each with its tap.
  private func inputs(of place: Place, axis: Int) -> some Sequence<(Int, Int)> {
    let phase = problem.phases[axis][place.phase]
    let stretch = phase.stretches[place.stretch]
    let first = stretch.firstInput + place.index * stretch.inputStep
    return phase.taps[stretch.liveTaps].lazy.map { (first + $0.inputOffset, $0.tap) }
  }
}
