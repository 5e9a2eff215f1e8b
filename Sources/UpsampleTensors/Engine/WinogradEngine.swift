import CKernels
import UpsampleBase

/// Convolves many channels by 3x3 taps with a quarter of the multiplications of direct sums.
///
/// Tiles of outputs are counted from the first row and column of the whole output, and each is
/// made of the same inputs in the same order whatever is computed along with it. So its bits
/// depend on neither threads nor batch nor the cut into rows.
struct WinogradEngine: Engine {
  private var problem: ConvolutionProblem
  private let weights: WinogradWeights
  private let finish: Finish?
  /// The distance from an output of the whole to the first input that reaches it.
  private let shift: (height: Int, width: Int)
  /// The place of the outputs' first row and column in those that tiles are counted from.
  private let (firstRow, firstColumn): (Int, Int)
  /// The most tiles that are transformed at once.
  private let mostTiles: Int
  private let instructions: ck_instructions

  /// Prepares a 2-D forward convolution of stride and dilation 1, or tells by `nil` that
  /// direct sums serve it better, or that its weights, transformed, do not fit into memory.
  init?(
    problem: ConvolutionProblem, filter: Tensor, finish: Finish?, firstRow: Int = 0,
    firstColumn: Int, instructions: ck_instructions
  ) {
    let taps = [problem.taps.height, problem.taps.width]
    guard Self.gains(channels: problem.channels, taps: taps),
      WinogradWeights.fitIntoMemory(filter.shape)
    else { return nil }
    let channels = problem.channels
    (self.problem, self.finish, self.instructions) = (problem, finish, instructions)
    (self.firstRow, self.firstColumn) = (firstRow, firstColumn)
    shift = (Self.shift(problem.phases.height), Self.shift(problem.phases.width))
    let floats = WinogradWeights.places * (channels.input + channels.output)
    mostTiles = min(48, max(16, Self.cachedFloats / floats))
    weights = WinogradWeights(
      filter: filter, channels: channels, tiles: Self.tiles(width: problem.outputs.width),
      instructions: instructions)
  }

  /// The tiles of a row of outputs.
  private static func tiles(width: Int) -> Int { width / Int(CK_TILE) }

  /// The distance from an output to the input that the first tap weighs.
  private static func shift(_ phases: [AxisPhase]) -> Int {
    let stretch = phases[0].stretches[0]
    return stretch.firstInput - stretch.firstOutput
  }

  /// The floats of transforms that stay in a processor's second cache beside the weights of
  /// some places.
  private static let cachedFloats = 72 << 10

  /// Whether the multiplications that are saved take longer than the transforms.
  static func gains(channels: ConvolutionChannels, taps: [Int]) -> Bool {
    let range = 8...PanelWeights.blockRows
    return taps == [3, 3] && channels.groups == 1
      && range.contains(channels.input) && range.contains(channels.output)
      && channels.input * channels.output >= 128
  }

  /// The numbers that are held of so many weights for outputs of a width, and those that a row
  /// of tiles takes for itself.
  static func needs(weights: Int, width: Int) -> (held: Int, passing: Int) {
    let transformed = weights / 9 * WinogradWeights.places
    return WinogradWeights.areMadeAnew(tiles: tiles(width: width))
      ? (0, transformed) : (transformed, 0)
  }

  var blank: [Float] { finish?.blank(instructions: instructions) ?? [0] }

  var tileRows: Int { Int(CK_TILE) }

  func taking(_ part: ConvolutionProblem) -> WinogradEngine {
    var other = self
    other.problem = part
    return other
  }

  /// What a thread needs for itself.
  private struct Scratch {
    /// The inputs of a tile at an edge of the value, with zeros beyond it.
    let edge: Storage<Float>
    /// For each place, a row of channels for each tile.
    let inputs: Storage<Float>
    let sums: Storage<Float>
  }

  /// The distance between the numbers of neighbouring places: an odd number of the cache's
  /// lines, so that they do not compete for the same of them.
  private static func placeStep(tiles: Int, channels: Int) -> Int {
    let line = 16
    return ((tiles * channels + line - 1) / line | 1) * line
  }

  private func makeScratch(tiles: Int) -> Scratch {
    let (channels, places) = (problem.channels, WinogradWeights.places)
    return Scratch(
      edge: Storage(count: places * channels.input),
      inputs: Storage(count: places * Self.placeStep(tiles: tiles, channels: channels.input)),
      sums: Storage(count: places * Self.placeStep(tiles: tiles, channels: channels.output)))
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let grid = TileGrid(
      problem: problem, shift: shift, firstRow: firstRow, firstColumn: firstColumn,
      value: value, output: output)
    let count = batch * grid.count
    // As few pieces as hold all tiles, as many for each thread.
    let shares = max(1, min(count, threads.count))
    let least = (count + mostTiles - 1) / mostTiles
    let pieces = (least + shares - 1) / shares * shares
    let most = (count + pieces - 1) / max(1, pieces)
    let weights = weights.made(threads: threads)
    let makeScratch = { @Sendable in self.makeScratch(tiles: most) }
    ParallelWork.forEach(count: pieces, on: threads, makeState: makeScratch) { piece, scratch in
      let tiles = piece * count / pieces..<(piece + 1) * count / pieces
      solve(tiles, of: grid, by: weights.base, scratch: &scratch)
    }
  }

  /// Computes some tiles.
  private func solve(
    _ tiles: Range<Int>, of grid: TileGrid, by weights: UnsafePointer<Float>,
    scratch: inout Scratch
  ) {
    let channels = problem.channels
    let inputStep = Self.placeStep(tiles: tiles.count, channels: channels.input)
    let sumStep = Self.placeStep(tiles: tiles.count, channels: channels.output)
    for (place, tile) in tiles.enumerated() {
      let (pixels, rowStep) = grid.inputs(of: tile, edge: scratch.edge)
      ck_winograd_inputs(
        instructions, pixels, rowStep, channels.input,
        scratch.inputs.base + place * channels.input, inputStep)
    }
    multiply(tiles.count, by: weights, inputStep: inputStep, sumStep: sumStep, scratch)
    Finish.withPointer(finish, channel: 0) { finish in
      for (place, tile) in tiles.enumerated() {
        var outputs = grid.outputs(of: tile)
        ck_winograd_outputs(
          instructions, scratch.sums.base + place * channels.output, sumStep, channels.output,
          &outputs, finish)
      }
    }
  }

  /// Sums the products of each place over the input channels.
  private func multiply(
    _ tiles: Int, by made: UnsafePointer<Float>, inputStep: Int, sumStep: Int, _ scratch: Scratch
  ) {
    let channels = problem.channels
    var runs = ck_run(input: 0, row: 0, length: channels.input)
    for place in 0..<WinogradWeights.places {
      for panel in weights.panels {
        var box = ck_box(
          input: scratch.inputs.base + place * inputStep,
          output: scratch.sums.base + place * sumStep + panel.lowerBound,
          extents: (1, 1, 1, tiles), input_steps: (0, 0, 0, channels.input),
          output_steps: (0, 0, 0, channels.output))
        ck_multiply(
          instructions, &box, 0, tiles, &runs, 1,
          made + weights.start(ofPlace: place, panel), panel.count, CK_OVERWRITE, nil)
      }
    }
  }
}
