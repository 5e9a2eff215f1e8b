import CKernels

/// How the rows of a convolution without mixed channels are laid out so that
/// pixels which lie next to each other are one row of floats.
///
/// Where inputs of neighbouring outputs do not lie next to each other, or each
/// has another number of channels, the lines of the input are first dealt out
/// to planes. Plane `residue * channels.input + number` of a line holds, of
/// each pixel whose position has that residue modulo the stride, the channels
/// of that number within their groups, each as often as it has outputs. Where
/// neighbouring outputs of a phase do not lie next to each other, the phases of
/// a row are computed side by side and then interleaved.
///
/// Pixels of many channels are vectors of their own and stay where they are.
struct RowLayout: Sendable {
  /// The number of channels of a pixel of the output.
  let channels: Int
  /// The number of channels of a pixel of the input.
  let inputChannels: Int
  /// The number of input channels of each group.
  let groupInputs: Int
  /// The number of pixels of a line of the input.
  let width: Int
  /// The number of floats of a row of the output.
  let rowLength: Int
  /// The distance between inputs of neighbouring outputs, in pixels.
  let inputStep: Int
  /// The distance between neighbouring outputs of a phase, in pixels.
  let outputStep: Int
  private let dealing: PixelPattern?
  let interleaving: PixelPattern?
  /// The number of floats of a plane, and of a phase of a row.
  let planeLength: Int
  let phaseLength: Int

  var isDealt: Bool { dealing != nil }
  var isInterleaved: Bool { interleaving != nil }

  /// The number of planes of a line. No residue exceeds the line.
  var planes: Int { min(inputStep, width) * groupInputs }

  /// Pixels with fewer channels than this are packed next to each other.
  private static let fewChannels = 16
  /// The largest stride over which pixels are packed.
  private static let largestStride = 64

  /// Whether phases of few channels are computed side by side.
  enum Interleaving {
    case never
    case wherePacked
  }

  init(
    problem: ConvolutionProblem, interleaves policy: Interleaving, instructions: ck_instructions
  ) {
    channels = problem.channels.outputTotal
    inputChannels = problem.channels.inputTotal
    groupInputs = problem.channels.input
    width = problem.inputs.width
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
      ? PixelPattern(period: total, advance: advance, instructions: instructions) {
        $0 / own.output * own.input
      } : nil
    let (outputStep, lane) = (outputStep, ck_lanes(instructions))
    let phaseLength = (problem.outputs.width + outputStep - 1) / outputStep * total + lane
    self.phaseLength = phaseLength
    let interleaves =
      policy == .wherePacked && packs && 1 < outputStep && outputStep <= Self.largestStride
    interleaving =
      interleaves
      ? PixelPattern(period: outputStep * total, advance: total, instructions: instructions) {
        $0 / total * phaseLength + $0 % total
      } : nil
  }

  /// The place of an input pixel's channels of the given number, counted from
  /// the beginning of its line, or of the line's planes.
  func input(pixel: Int, number: Int) -> Int {
    guard isDealt else { return pixel * channels }
    let (index, residue) = pixel.quotientAndRemainder(dividingBy: inputStep)
    return (residue * groupInputs + number) * planeLength + index * channels
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
    return phase * phaseLength + index * channels
  }

  /// Deals a line of the input out to planes.
  func deal(_ line: UnsafePointer<Float>, to planes: UnsafeMutablePointer<Float>) {
    for residue in 0..<min(inputStep, width) {
      let pixels = (width - residue + inputStep - 1) / inputStep
      for number in 0..<groupInputs {
        let skipped = residue * inputChannels + number
        dealing?.rearrange(
          line + skipped, sourceLength: width * inputChannels - skipped,
          to: planes + (residue * groupInputs + number) * planeLength, length: pixels * channels)
      }
    }
  }
}
