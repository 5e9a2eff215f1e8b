import CKernels

/// Convolves channels with each other: every phase is the product of input
/// rows, found where they lie, and panels of weights.
struct DenseEngine {
  let problem: ConvolutionProblem
  private let filter: UnsafePointer<Float>
  private let phases: [PhaseConvolution]
  private let instructions: ck_instructions
  /// The number of output channels of each panel but the last.
  private let panelChannels: Int

  /// The number of rows of weights that are packed at a time, so that they
  /// stay in the cache while the positions pass by.
  private static let blockRows = 512

  init(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>,
    instructions: ck_instructions
  ) {
    self.problem = problem
    self.filter = filter
    self.instructions = instructions
    phases = PhaseConvolution.all(of: problem)
    let lanes = Int(ck_lanes(instructions))
    let widest = Int(ck_panel_channels(instructions)) / lanes
    let vectors = (problem.channels.output + lanes - 1) / lanes
    let panels = (vectors + widest - 1) / widest
    panelChannels = (vectors + panels - 1) / panels * lanes
  }

  /// A part of the work that one thread does: some positions of a phase, and
  /// one panel of one group.
  private struct Piece: Sendable {
    let phase: Int
    let positions: Range<Int>
    let group: Int
    let channels: Range<Int>
  }

  func run(value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int) {
    let pieces = pieces(threads: threads)
    nonisolated(unsafe) let (engine, value, output) = (self, value, output)
    let panelLength = Self.blockRows * panelChannels
    let makeScratch = { @Sendable in Scratch(panel: Storage(repeating: 0, count: panelLength)) }
    ParallelWork.forEach(
      count: pieces.count, threads: threads, makeState: makeScratch
    ) { index, scratch in
      engine.solve(pieces[index], value: value, output: output, scratch: &scratch)
    }
  }

  private func pieces(threads: Int) -> [Piece] {
    let outputs = problem.channels.output
    let panels = stride(from: 0, to: outputs, by: panelChannels).map {
      $0..<min(outputs, $0 + panelChannels)
    }
    let total = phases.reduce(0) { $0 + $1.positions }
    let shares = total * panels.count * problem.channels.groups / (threads * 4)
    let chunk = min(1024, max(96, shares))
    var pieces: [Piece] = []
    for (phase, convolution) in phases.enumerated() {
      for group in 0..<problem.channels.groups {
        for channels in panels {
          for start in stride(from: 0, to: convolution.positions, by: chunk) {
            let positions = start..<min(convolution.positions, start + chunk)
            pieces.append(
              Piece(phase: phase, positions: positions, group: group, channels: channels))
          }
        }
      }
    }
    return pieces
  }

  /// Rows of weights of a phase and a panel.
  private struct PackedBlock: Equatable {
    let phase: Int
    let group: Int
    let channels: Range<Int>
    let rows: Range<Int>
  }

  /// What a thread needs for itself.
  private struct Scratch {
    let panel: Storage<Float>
    /// What the panel holds.
    var packed: PackedBlock?
    var runs: [ck_run] = []
  }

  private func solve(
    _ piece: Piece, value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    scratch: inout Scratch
  ) {
    let phase = phases[piece.phase]
    let channels = problem.channels
    let value = value + piece.group * channels.input
    let output = output + piece.group * channels.output + piece.channels.lowerBound
    let rows = phase.taps.count * channels.input
    for start in stride(from: 0, to: rows, by: Self.blockRows) {
      let block = start..<min(rows, start + Self.blockRows)
      let wanted = PackedBlock(
        phase: piece.phase, group: piece.group, channels: piece.channels, rows: block)
      if scratch.packed != wanted {
        pack(block, of: phase, piece: piece, into: scratch.panel.base)
        scratch.packed = wanted
      }
      let mode = start == 0 ? CK_OVERWRITE : CK_ACCUMULATE
      phase.forEachBox(positions: piece.positions) { box, positions in
        box.findRuns(rows: block, problem: problem, runs: &scratch.runs)
        if scratch.runs.isEmpty && mode == CK_ACCUMULATE { return }
        var ends = box.ends(problem: problem, value: value, output: output)
        ck_multiply(
          instructions, &ends, Int64(positions.lowerBound), Int64(positions.count), scratch.runs,
          Int64(scratch.runs.count), scratch.panel.base, Int64(piece.channels.count), mode)
      }
    }
  }

  /// Packs the weights of some rows, which are pairs of a tap and an input
  /// channel.
  private func pack(
    _ rows: Range<Int>, of phase: PhaseConvolution, piece: Piece,
    into panel: UnsafeMutablePointer<Float>
  ) {
    let channels = problem.channels
    let lanes = Int(ck_lanes(instructions))
    let width = (piece.channels.count + lanes - 1) / lanes * lanes
    var row = rows.lowerBound
    while row < rows.upperBound {
      let (tap, input) = row.quotientAndRemainder(dividingBy: channels.input)
      let count = min(channels.input - input, rows.upperBound - row)
      let weights =
        filter + phase.taps[tap] * channels.tapStep + piece.group * channels.groupStep
        + input * channels.inputStep + piece.channels.lowerBound * channels.outputStep
      ck_pack(
        instructions, panel + (row - rows.lowerBound) * width, weights, Int64(count),
        Int64(channels.inputStep), Int64(piece.channels.count), Int64(channels.outputStep))
      row += count
    }
  }
}
