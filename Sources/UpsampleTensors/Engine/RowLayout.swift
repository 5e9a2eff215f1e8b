import CKernels

/// How the rows of a convolution are laid out so that pixels which lie next to
/// each other are one row of floats.
///
/// Of channels that are not mixed, plane `residue * channels.input + number` of a
/// line holds, of each pixel whose position has that residue modulo the stride, the
/// channels of that number within their groups, each as often as it has outputs. The
/// lines of the input are dealt out to such planes where inputs of neighbouring
/// outputs do not lie next to each other, or each has another number of channels.
/// Where neighbouring outputs of a phase do not lie next to each other, the phases
/// of a row are computed side by side and then interleaved. Pixels of many channels
/// are vectors of their own and stay where they are.
///
/// Of channels that are mixed, each has planes of its own, in the input and in the
/// output.
struct RowLayout: Sendable {
  /// The number of floats of a pixel in a row.
  let channels: Int
  /// The number of channels of a pixel of the input.
  let inputChannels: Int
  /// The number of planes of a line for each residue.
  private let residuePlanes: Int
  /// The number of those whose floats have taps of their own.
  let tapPlanes: Int
  /// The number of pixels of a line of the input.
  let width: Int
  /// The zeros at the beginning of a line of planes, and the line's pixels with those at
  /// both ends.
  private let padding: (before: Int, width: Int)
  /// The number of floats of a row of the output.
  let rowLength: Int
  /// The distance between inputs of neighbouring outputs, in pixels.
  let inputStep: Int
  /// The distance between neighbouring outputs of a phase, in pixels.
  let outputStep: Int
  private let dealing: Arrangement
  private let interleaving: Arrangement
  /// The number of floats of a plane, and of a phase of a row.
  let planeLength: Int
  let phaseLength: Int
  /// The number of planes of a phase of a row.
  private let phasePlanes: Int

  /// How lines are dealt out to planes, and planes interleaved to a row.
  private enum Arrangement: Sendable {
    /// They stay where they are.
    case none
    /// Each plane has some channels of a pixel, in an order that repeats.
    case ordered(PixelPattern)
    /// Each plane has one channel.
    case apart

    var isNone: Bool {
      if case .none = self { true } else { false }
    }
  }

  var isDealt: Bool { !dealing.isNone }
  var isInterleaved: Bool { !interleaving.isNone }

  /// The number of planes of a line. No residue exceeds the line.
  var planes: Int { min(inputStep, padding.width) * residuePlanes }

  /// The number of floats of a row's phases side by side.
  var phasesLength: Int { outputStep * phasePlanes * phaseLength }

  /// Pixels with fewer channels than this are packed next to each other.
  private static let fewChannels = 16
  /// The largest stride over which pixels are packed.
  private static let largestStride = 64

  /// Whether phases of few channels are computed side by side.
  enum Interleaving {
    case never
    case wherePacked
  }

  /// The layout of channels that are not mixed.
  init(
    problem: ConvolutionProblem, interleaves policy: Interleaving, instructions: ck_instructions
  ) {
    channels = problem.channels.outputTotal
    inputChannels = problem.channels.inputTotal
    residuePlanes = problem.channels.input
    tapPlanes = problem.channels.input
    phasePlanes = 1
    width = problem.inputs.width
    padding = (0, width)
    rowLength = problem.outputs.width * channels
    let stretch = problem.phases.width[0].stretches[0]
    (inputStep, outputStep) = (stretch.inputStep, stretch.outputStep)
    let (own, total) = (problem.channels, problem.channels.outputTotal)
    let packs = total < Self.fewChannels
    let deals =
      own.inputTotal != total || packs && 1 < inputStep && inputStep <= Self.largestStride
    let pixels = (problem.inputs.width + inputStep - 1) / inputStep
    planeLength = pixels * total
    let advance = inputStep * own.inputTotal
    dealing =
      deals
      ? .ordered(
        PixelPattern(period: total, advance: advance, instructions: instructions) {
          $0 / own.output * own.input
        }) : .none
    let (outputStep, lane) = (outputStep, ck_lanes(instructions))
    let phaseLength = (problem.outputs.width + outputStep - 1) / outputStep * total + lane
    self.phaseLength = phaseLength
    let interleaves =
      policy == .wherePacked && packs && 1 < outputStep && outputStep <= Self.largestStride
    interleaving =
      interleaves
      ? .ordered(
        PixelPattern(period: outputStep * total, advance: total, instructions: instructions) {
          $0 / total * phaseLength + $0 % total
        }) : .none
  }

  /// The layout of channels that are mixed, of a problem whose lines have zeros at both ends:
  /// `before` at the beginning, and at the end whatever lies beyond `width` pixels.
  init(
    planesOf problem: ConvolutionProblem, width: Int, before: Int,
    instructions: ck_instructions
  ) {
    let (lane, outputs) = (ck_lanes(instructions), problem.channels.outputTotal)
    let stretch = problem.phases.width[0].stretches[0]
    channels = 1
    inputChannels = problem.channels.inputTotal
    residuePlanes = problem.channels.inputTotal
    tapPlanes = 1
    self.width = width
    padding = (before, problem.inputs.width)
    rowLength = problem.outputs.width * outputs
    (inputStep, outputStep) = (stretch.inputStep, stretch.outputStep)
    planeLength = Self.spread((padding.width + inputStep - 1) / inputStep + lane)
    let phaseLength = (problem.outputs.width + outputStep - 1) / outputStep + lane
    self.phaseLength = phaseLength
    phasePlanes = outputs
    dealing = .apart
    // A vector takes a move for each plane, and a transposed matrix as many as it has vectors.
    interleaving =
      outputStep * outputs < 4
      ? .ordered(
        PixelPattern(period: outputStep * outputs, advance: 1, instructions: instructions) {
          $0 * phaseLength
        }) : .apart
  }

  /// A distance of at least so many floats: an odd number of the cache's lines, so
  /// that planes do not compete for the same of them.
  private static func spread(_ floats: Int) -> Int {
    let line = 16
    return ((floats + line - 1) / line | 1) * line
  }

  /// The place of an input pixel's channels of the given number, counted from
  /// the beginning of its line, or of the line's planes.
  func input(pixel: Int, number: Int) -> Int {
    guard isDealt else { return pixel * channels }
    let (index, residue) = pixel.quotientAndRemainder(dividingBy: inputStep)
    return (residue * residuePlanes + number) * planeLength + index * channels
  }

  /// The distance of the places of inputs that are a whole number of ``inputStep``
  /// pixels apart.
  func distance(ofInputs pixels: Int) -> Int {
    (isDealt ? pixels / inputStep : pixels) * channels
  }

  /// The place of an output pixel, counted from the beginning of its row, or of
  /// the row's phases.
  func output(pixel: Int) -> Int {
    guard isInterleaved else { return pixel * channels }
    let (index, phase) = pixel.quotientAndRemainder(dividingBy: outputStep)
    return phase * phasePlanes * phaseLength + index * channels
  }

  /// Deals a line of the input out to planes.
  func deal(_ line: UnsafePointer<Float>, to planes: UnsafeMutablePointer<Float>) {
    for residue in 0..<min(inputStep, width) {
      let pixels = (width - residue + inputStep - 1) / inputStep
      let first = planes + residue * residuePlanes * planeLength
      switch dealing {
      case .none: break
      case .ordered(let pattern):
        for number in 0..<residuePlanes {
          let skipped = residue * inputChannels + number
          pattern.rearrange(
            line + skipped, sourceLength: width * inputChannels - skipped,
            to: first + number * planeLength, length: pixels * channels)
        }
      case .apart:
        ck_transpose(
          line + residue * inputChannels, inputStep * inputChannels,
          first + padding.before / inputStep, planeLength, pixels, inputChannels)
      }
    }
  }

  /// Writes the phases of a row, which lie side by side, in the order of their pixels.
  func interleave(_ phases: UnsafePointer<Float>, to row: UnsafeMutablePointer<Float>) {
    switch interleaving {
    case .none: break
    case .ordered(let pattern):
      pattern.rearrange(phases, sourceLength: phasesLength, to: row, length: rowLength)
    case .apart:
      let planes = outputStep * phasePlanes
      let (pixels, rest) = rowLength.quotientAndRemainder(dividingBy: planes)
      ck_transpose(phases, phaseLength, row, planes, planes, pixels)
      for plane in 0..<rest {
        row[pixels * planes + plane] = phases[plane * phaseLength + pixels]
      }
    }
  }
}
