import CKernels
import UpsampleBase

/// Convolves channels with each other: every phase is the product of input
/// rows, found where they lie, and panels of weights.
struct DenseEngine: Engine {
  private var problem: ConvolutionProblem
  private var phases: [PhaseConvolution]
  private let weights: PanelWeights
  private let finish: Finish?
  private let instructions: ck_instructions

  init(
    problem: ConvolutionProblem, filter: Tensor, packing: PanelWeights.Packing,
    finish: Finish? = nil, instructions: ck_instructions
  ) {
    self.problem = problem
    self.finish = finish
    self.instructions = instructions
    phases = PhaseConvolution.all(of: problem)
    weights = PanelWeights(
      filter: filter, channels: problem.channels, taps: phases.map(\.taps), packing: packing,
      instructions: instructions)
  }

  var blank: [Float] { finish?.blank(instructions: instructions) ?? [0] }

  func taking(_ part: ConvolutionProblem) -> DenseEngine {
    var other = self
    other.problem = part
    other.phases = PhaseConvolution.all(of: part)
    return other
  }

  /// A part of the work that one thread does: some positions of a phase, and
  /// one panel of one group.
  private struct Piece: Sendable {
    let phase: Int
    let positions: Range<Int>
    let group: Int
    let channels: Range<Int>
  }

  /// What a thread needs for itself.
  private struct Scratch {
    var weights = PanelWeights.Scratch()
    var runs: [ck_run] = []
  }

  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget
  ) {
    let pieces = pieces(batch: batch, threads: threads)
    nonisolated(unsafe) let (value, output) = (value, output)
    let makeScratch = { @Sendable in Scratch() }
    ParallelWork.forEach(
      count: pieces.count, on: threads, makeState: makeScratch
    ) { index, scratch in
      solve(
        pieces[index], batch: batch, value: value, output: output, scratch: &scratch)
    }
  }

  private func pieces(batch: Int, threads: ThreadBudget) -> [Piece] {
    let groups = problem.channels.groups
    let total = phases.reduce(0) { $0 + $1.positions } * batch
    let shares = total * weights.panels.count * groups / (threads.count * 4)
    let chunk = min(1024, max(96, shares))
    var pieces: [Piece] = []
    for (phase, convolution) in phases.enumerated() {
      let count = convolution.positions * batch
      let chunks = stride(from: 0, to: count, by: chunk).map { $0..<min(count, $0 + chunk) }
      func add(_ positions: Range<Int>, _ group: Int, _ channels: Range<Int>) {
        pieces.append(
          Piece(phase: phase, positions: positions, group: group, channels: channels))
      }
      for group in 0..<groups {
        // What is read again from memory is the smaller part: inputs or weights.
        if weights.staysInCache {
          for positions in chunks { for panel in weights.panels { add(positions, group, panel) } }
        } else {
          for panel in weights.panels { for positions in chunks { add(positions, group, panel) } }
        }
      }
    }
    return pieces
  }

  private func solve(
    _ piece: Piece, batch: Int, value: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, scratch: inout Scratch
  ) {
    let phase = phases[piece.phase]
    let channels = problem.channels
    let value = value + piece.group * channels.input
    let output = output + piece.group * channels.output + piece.channels.lowerBound
    let rows = phase.taps.count * channels.input
    for start in stride(from: 0, to: rows, by: PanelWeights.blockRows) {
      let block = PanelWeights.Block(
        phase: piece.phase, group: piece.group, channels: piece.channels,
        rows: start..<min(rows, start + PanelWeights.blockRows))
      let panel = weights.weights(of: block, scratch: &scratch.weights)
      let mode = start == 0 ? CK_OVERWRITE : CK_ACCUMULATE
      let finish = block.rows.upperBound == rows ? finish : nil
      phase.forEachBox(batch: batch, positions: piece.positions) { box, positions in
        box.findRuns(rows: block.rows, problem: problem, runs: &scratch.runs)
        if scratch.runs.isEmpty && mode == CK_ACCUMULATE && finish == nil { return }
        var ends = box.ends(problem: problem, value: value, output: output)
        let first = piece.group * channels.output + piece.channels.lowerBound
        Finish.withPointer(finish, channel: first) { finish in
          ck_multiply(
            instructions, &ends, positions.lowerBound, positions.count, scratch.runs,
            scratch.runs.count, panel, piece.channels.count, mode, finish)
        }
      }
    }
  }
}
