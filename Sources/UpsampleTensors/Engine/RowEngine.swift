import CKernels
import UpsampleBase

/// Computes an output row by row, where pixels fill the vectors.
struct RowEngine: Sendable {
  let layout: RowLayout
  private var rows: RowWalk
  private let stretches: [RowStretch]
  /// The largest number of taps of a stretch, in one line.
  private let mostTaps: Int
  /// The taps of all phases, one phase's after another's, as they weigh the inputs of
  /// the phase's last stretch, relative to the beginning of a line or of its planes.
  private let taps: [ck_tap]
  /// For each of them the phases that it reaches, where those are a pair.
  private let reached: [UInt8]
  /// The distance between the weights of neighbouring taps of the filter.
  private let weightStep: Int

  /// A stretch of a row.
  private struct RowStretch: Sendable {
    let count: Int
    /// The distance from the row's output, or from the side by side phases of
    /// the row, in floats.
    let output: Int
    let outputStep: Int
    /// The distance from there to the output of the phase that is computed along with
    /// it, in floats, if one is.
    var partner: Int?
    let taps: Range<Int>
    /// The distance of the inputs from those of the phase's last stretch, in floats.
    let shift: Int
  }

  /// Rows whose first stretches are computed two at a time, if there are such.
  let rowPair: RowPair?
  /// What computes most of a row at once, where there is such a thing.
  private let weave: RowWeave?
  private let finish: Finish?
  private let instructions: ck_instructions

  init(
    problem: ConvolutionProblem, layout: RowLayout, weightStep: Int, weave: RowWeave? = nil,
    pair: PhasePair? = nil, finish: Finish? = nil, instructions: ck_instructions
  ) {
    let done = weave?.pixels ?? pair?.pixels ?? 0..<0
    var stretches: [RowStretch] = []
    var taps: [ck_tap] = []
    if let pair {
      let (output, partner) = (
        layout.output(pixel: pair.firstPixels.0), layout.output(pixel: pair.firstPixels.1)
      )
      stretches.append(
        RowStretch(
          count: pair.count, output: output, outputStep: 1, partner: partner - output,
          taps: 0..<pair.inputs.count, shift: 0))
      for (index, input) in pair.inputs.enumerated() {
        let place = layout.input(pixel: pair.firstInput + input.offset, number: 0)
        taps.append(ck_tap(input: place, weights: index * weightStep))
      }
    }
    reached = pair?.inputs.map(\.reached) ?? []
    rowPair = pair == nil ? nil : RowPair(phases: problem.phases.height)
    let inputs = layout.tapPlanes
    for phase in problem.phases.width {
      let first = taps.count
      // No input of another stretch lies further on, so the place of each is right.
      let last = phase.stretches.last?.firstInput ?? 0
      for tap in phase.taps {
        for number in 0..<inputs {
          let input = layout.input(pixel: last + tap.inputOffset, number: number)
          let weights = (tap.tap * inputs + number) * weightStep
          taps.append(ck_tap(input: input, weights: weights))
        }
      }
      for stretch in phase.stretches.flatMap({ $0.parts(outside: done) }) {
        let live = stretch.liveTaps
        stretches.append(
          RowStretch(
            count: stretch.count, output: layout.output(pixel: stretch.firstOutput),
            outputStep: layout.isInterleaved ? 1 : stretch.outputStep,
            taps: first + live.lowerBound * inputs..<first + live.upperBound * inputs,
            shift: layout.distance(ofInputs: stretch.firstInput - last)))
      }
    }
    self.layout = layout
    self.weave = weave
    self.finish = finish
    self.instructions = instructions
    self.stretches = stretches
    mostTaps = stretches.reduce(0) { max($0, $1.taps.count) }
    self.taps = taps
    self.weightStep = weightStep * layout.tapPlanes
    rows = RowWalk(problem: problem)
  }

  /// The same engine for a part of its problem, whose rows are as long.
  func taking(_ part: ConvolutionProblem) -> RowEngine {
    var other = self
    other.rows = RowWalk(problem: part)
    return other
  }

  /// What is computed along with the output of a stretch.
  struct Partners {
    /// The distance to the output of the other phase, in floats.
    let column: Int
    /// The distance to the row below, in floats, if that is computed too.
    let row: Int?
    /// What each tap reaches, as ``ck_planes`` has it.
    let reached: UnsafePointer<UInt8>
  }

  /// What combines the taps of a stretch of a row.
  typealias Kernel =
    @Sendable (
      _ row: inout ck_row, _ taps: UnsafePointer<ck_tap>, _ count: Int, _ partners: Partners?
    ) -> Void

  /// Computes all rows of `batch` images, several threads at once.
  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget, kernel: @escaping Kernel
  ) {
    let count = batch * rows.count
    let share = max(1, min(count / (4 * threads.count), (1 << 16) / max(1, layout.rowLength)))
    let band = rowPair == nil ? share : (share + 1) / 2 * 2
    nonisolated(unsafe) let (value, output) = (value, output)
    ParallelWork.forEach(
      count: (count + band - 1) / band, on: threads, makeState: makeScratch
    ) { piece, scratch in
      let band = piece * band..<min(count, (piece + 1) * band)
      weave?.compute(
        band, of: rows, value: value, output: output, rowLength: layout.rowLength,
        scratch: &scratch.woven)
      let work = Work(value: value, output: output, kernel: kernel)
      var row = band.lowerBound
      while row < band.upperBound {
        let isPair = row + 1 < band.upperBound && computePair(row, work, scratch: &scratch)
        if !isPair { compute(row, work, scratch: &scratch) }
        let made = isPair ? 2 : 1
        finish?.finish(
          output + row * layout.rowLength, count: made * layout.rowLength,
          instructions: instructions)
        row += made
      }
    }
  }

  /// The most lines that are dealt out at once.
  private var mostLines: Int { max(rows.mostLines, rowPair?.lines.count ?? 0) }

  /// The number of floats of the lines that a thread deals out to planes.
  var dealtFloats: Int {
    layout.isDealt ? mostLines * layout.planes * layout.planeLength : 0
  }

  /// What a thread needs for itself.
  private struct Scratch {
    var lines: [RowWalk.Line] = []
    let taps: Storage<ck_tap>
    let reached: Storage<UInt8>
    /// The planes of some lines, and the pixel with which each line begins.
    let planes: Storage<Float>
    var dealtLines: [Int]
    let phases: Storage<Float>
    var woven = RowWeave.Scratch()
  }

  private func makeScratch() -> Scratch {
    let slots = layout.isDealt ? mostLines : 0
    let phases = layout.isInterleaved ? (rowPair == nil ? 1 : 2) * layout.phasesLength : 0
    let mostTaps = mostTaps * mostLines
    return Scratch(
      taps: Storage(zeros: mostTaps),
      reached: Storage(zeros: mostTaps),
      planes: Storage(zeros: dealtFloats),
      dealtLines: Array(repeating: -1, count: slots), phases: Storage(zeros: phases))
  }

  /// What is computed, and from what.
  private struct Work {
    let value: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let kernel: Kernel
  }

  private func compute(_ row: Int, _ work: Work, scratch: inout Scratch) {
    rows.findLines(ofRow: row, lines: &scratch.lines)
    if scratch.lines.isEmpty { return }
    placeLines(work, scratch: &scratch)
    let output = work.output + row * layout.rowLength
    let phases = layout.isInterleaved ? scratch.phases.base : output
    for stretch in stretches { compute(stretch, to: phases, work, scratch: scratch) }
    layout.interleave(scratch.phases.base, to: output)
  }

  /// Computes a row and the one below, or tells that they are no pair.
  private func computePair(_ row: Int, _ work: Work, scratch: inout Scratch) -> Bool {
    guard let rowPair, rows.findLines(ofRow: row, pair: rowPair, lines: &scratch.lines) else {
      return false
    }
    placeLines(work, scratch: &scratch)
    let phases = scratch.phases.base
    compute(
      stretches[0], to: phases, rowPartner: layout.phasesLength, work, scratch: scratch)
    for index in 0..<2 {
      let phases = phases + index * layout.phasesLength
      rows.findLines(ofRow: row + index, lines: &scratch.lines)
      placeLines(work, scratch: &scratch)
      for stretch in stretches.dropFirst() {
        compute(stretch, to: phases, work, scratch: scratch)
      }
      layout.interleave(phases, to: work.output + (row + index) * layout.rowLength)
    }
    return true
  }

  /// Finds where the floats of each line begin.
  private func placeLines(_ work: Work, scratch: inout Scratch) {
    for index in scratch.lines.indices {
      let line = scratch.lines[index]
      scratch.lines[index].base =
        layout.isDealt
        ? deal(line, value: work.value, scratch: &scratch) : line.pixel * layout.inputChannels
    }
  }

  private func compute(
    _ stretch: RowStretch, to phases: UnsafeMutablePointer<Float>, rowPartner: Int? = nil,
    _ work: Work, scratch: Scratch
  ) {
    let channels = layout.channels
    let count = findTaps(of: stretch, scratch: scratch)
    var ends = ck_row(
      input: layout.isDealt ? UnsafePointer(scratch.planes.base) : work.value,
      output: phases + stretch.output, pixels: stretch.count, channels: channels,
      input_step: (layout.isDealt ? 1 : layout.inputStep) * channels,
      output_step: stretch.outputStep * channels)
    let partners = stretch.partner.map {
      Partners(column: $0, row: rowPartner, reached: scratch.reached.base)
    }
    work.kernel(&ends, scratch.taps.base, count, partners)
  }

  /// Finds the taps that reach a stretch of the row, in the order in which
  /// they are summed: by the positions of their inputs, then by channel.
  private func findTaps(of stretch: RowStretch, scratch: Scratch) -> Int {
    let (found, isPair) = (scratch.taps.base, stretch.partner != nil)
    var count = 0
    for line in scratch.lines {
      let (base, weights) = (line.base + stretch.shift, line.tap * weightStep)
      for index in stretch.taps {
        let tap = taps[index]
        found[count] = ck_tap(input: base + tap.input, weights: weights + tap.weights)
        if isPair {
          // Two bits for the phases of the upper row, and two for those of the lower.
          let (upper, lower) = (line.rows & 1, line.rows >> 1)
          scratch.reached.base[count] = reached[index] * upper | reached[index] * lower << 2
        }
        count += 1
      }
    }
    return count
  }

  /// Deals a line out to planes, unless that is done already, and returns their
  /// place.
  private func deal(
    _ line: RowWalk.Line, value: UnsafePointer<Float>, scratch: inout Scratch
  ) -> Int {
    let size = layout.planes * layout.planeLength
    if let slot = scratch.dealtLines.firstIndex(of: line.pixel) { return slot * size }
    // There are as many slots as lines that reach a row, so one is free.
    let slot = scratch.dealtLines.firstIndex { dealt in
      !scratch.lines.contains { $0.pixel == dealt }
    }!
    scratch.dealtLines[slot] = line.pixel
    layout.deal(
      value + line.pixel * layout.inputChannels, to: scratch.planes.base + slot * size)
    return slot * size
  }
}
