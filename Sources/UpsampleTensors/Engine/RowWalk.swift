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
  /// The place of the first row in the whole.
  private let start: Int
  private let depths: AxisReach
  private let heights: AxisReach

  /// A line of the input, and the taps that weigh its pixels.
  struct Line: Sendable {
    /// The number of pixels before the line.
    let pixel: Int
    /// The number of taps before those of the line.
    let tap: Int
    /// Which of two rows it reaches, the upper in the lowest bit.
    var rows: UInt8 = 1
    /// Where the line's floats begin, once that is known.
    var base = 0
  }

  /// The inputs that reach each output along one axis, with their taps.
  private struct AxisReach: Sendable {
    /// What reaches an output: some taps of a phase, and the input that one of offset
    /// 0 weighs.
    private struct Reach: Sendable {
      var phase = 0
      var input = 0
      var taps = 0..<0
    }

    private let phases: [AxisPhase]
    private var reaches: [Reach]

    init(phases: [AxisPhase], output: Int) {
      self.phases = phases
      reaches = Array(repeating: Reach(), count: output)
      // Every output belongs to one stretch of one phase at most.
      for (number, phase) in phases.enumerated() {
        for stretch in phase.stretches {
          for index in 0..<stretch.count {
            reaches[stretch.firstOutput + index * stretch.outputStep] = Reach(
              phase: number, input: stretch.firstInput + index * stretch.inputStep,
              taps: stretch.liveTaps)
          }
        }
      }
    }

    /// The phase of an output and the input that a tap of offset 0 weighs, or `nil` where no
    /// input reaches it.
    func origin(of output: Int) -> (phase: Int, input: Int)? {
      let reach = reaches[output]
      return reach.taps.isEmpty ? nil : (reach.phase, reach.input)
    }

    /// Calls `body` for each input that reaches an output, with the number of its tap.
    func forEachInput(of output: Int, _ body: (_ input: Int, _ tap: Int) -> Void) {
      let reach = reaches[output]
      if reach.taps.isEmpty { return }
      for tap in phases[reach.phase].taps[reach.taps] {
        body(reach.input + tap.inputOffset, tap.tap)
      }
    }
  }

  init(problem: ConvolutionProblem) {
    let (phases, outputs) = (problem.phases, problem.outputs)
    self.outputs = (outputs.depth, outputs.height)
    (inputs, start) = (problem.inputs, problem.start.output)
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
    depths.forEachInput(of: z) { depth, deepTap in
      let slice = (image * inputs.depth + depth) * inputs.height
      heights.forEachInput(of: y) { height, tap in
        lines.append(
          Line(
            pixel: (slice + height) * inputs.width,
            tap: (deepTap * taps.height + tap) * taps.width))
      }
    }
  }

  /// Finds the lines that reach a row or the one below, in row-major order, or tells that the
  /// two are no pair. A line's taps are counted in lines of the pair.
  func findLines(ofRow row: Int, pair: RowPair, lines: inout [Line]) -> Bool {
    let (image, y) = row.quotientAndRemainder(dividingBy: outputs.height)
    guard outputs.depth == 1, inputs.depth == 1, (start + y) % 2 == 0, y + 1 < outputs.height,
      let upper = heights.origin(of: y), upper.phase == pair.upperPhase,
      heights.origin(of: y + 1) != nil
    else { return false }
    lines.removeAll(keepingCapacity: true)
    for (index, line) in pair.lines.enumerated() {
      let height = upper.input + line.offset
      guard (0..<inputs.height).contains(height) else { continue }
      lines.append(
        Line(
          pixel: (image * inputs.height + height) * inputs.width, tap: index * taps.width,
          rows: (line.upper == nil ? 0 : 1) | (line.lower == nil ? 0 : 2)))
    }
    return true
  }
}
