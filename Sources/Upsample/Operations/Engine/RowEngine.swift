import CKernels

/// Computes an output whose channels are not mixed, row by row.
struct RowEngine: Sendable {
  let layout: RowLayout
  private let rows: RowWalk
  /// The distance between the weights of neighbouring taps.
  private let weightStep: Int

  private var problem: ConvolutionProblem { layout.problem }

  init(problem: ConvolutionProblem, weightStep: Int, instructions: ck_instructions) {
    layout = RowLayout(problem: problem, instructions: instructions)
    rows = RowWalk(problem: problem)
    self.weightStep = weightStep
  }

  /// What combines the taps of a stretch of a row.
  typealias Kernel = @Sendable (_ row: inout ck_row, _ taps: UnsafeBufferPointer<ck_tap>) -> Void

  /// Computes all rows, several threads at once.
  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int,
    kernel: Kernel
  ) {
    let count = rows.count
    let rowLength = max(1, problem.outputs[2] * layout.channels)
    let band = max(1, min(count / threads, (1 << 15) / rowLength))
    nonisolated(unsafe) let (value, output) = (value, output)
    ParallelWork.forEach(
      count: (count + band - 1) / band, threads: threads, makeState: makeScratch
    ) { piece, scratch in
      for row in piece * band..<min(count, (piece + 1) * band) {
        compute(row, value: value, output: output, scratch: &scratch, kernel: kernel)
      }
    }
  }

  /// What a thread needs for itself.
  private struct Scratch {
    var lines: [RowWalk.Line] = []
    var taps: [ck_tap] = []
    /// The planes of some lines, and the pixel with which each line begins.
    let planes: FloatStorage
    var dealtLines: [Int]
    let phases: FloatStorage
  }

  private func makeScratch() -> Scratch {
    let slots = layout.dealing == nil ? 0 : rows.mostLines
    let phases = layout.interleaving == nil ? 0 : layout.outputStep * layout.phaseLength
    return Scratch(
      planes: FloatStorage(zeros: slots * layout.planes * layout.planeLength),
      dealtLines: Array(repeating: -1, count: slots), phases: FloatStorage(zeros: phases))
  }

  private func compute(
    _ row: Int, value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    scratch: inout Scratch, kernel: Kernel
  ) {
    rows.findLines(ofRow: row, lines: &scratch.lines)
    if scratch.lines.isEmpty { return }
    let output = output + row * problem.outputs[2] * layout.channels
    let isDealt = layout.dealing != nil
    let bases = scratch.lines.map { line in
      isDealt ? deal(line, value: value, scratch: &scratch) : line.pixel * layout.channels
    }
    for phase in problem.phases[2] {
      for stretch in phase.stretches {
        findTaps(of: stretch, phase: phase, bases: bases, scratch: &scratch)
        var ends = ends(of: stretch, output: output, phases: scratch.phases.base)
        ends.input = isDealt ? UnsafePointer(scratch.planes.base) : value
        scratch.taps.withUnsafeBufferPointer { kernel(&ends, $0) }
      }
    }
    layout.interleaving?.rearrange(
      scratch.phases.base, sourceLength: scratch.phases.count, to: output,
      length: problem.outputs[2] * layout.channels)
  }

  /// The row of floats to which a stretch is computed.
  private func ends(
    of stretch: AxisStretch, output: UnsafeMutablePointer<Float>,
    phases: UnsafeMutablePointer<Float>
  ) -> ck_row {
    let channels = layout.channels
    var ends = ck_row()
    ends.pixels = Int64(stretch.count)
    ends.channels = Int64(channels)
    ends.input_step = Int64((layout.dealing == nil ? layout.inputStep : 1) * channels)
    if layout.interleaving == nil {
      ends.output = output + stretch.firstOutput * channels
      ends.output_step = Int64(stretch.outputStep * channels)
    } else {
      let (index, phase) = stretch.firstOutput.quotientAndRemainder(
        dividingBy: layout.outputStep)
      ends.output = phases + phase * layout.phaseLength + index * channels
      ends.output_step = Int64(channels)
    }
    return ends
  }

  /// Finds the taps that reach a stretch of the row, in the order in which
  /// they are summed: by the positions of their inputs, then by channel.
  private func findTaps(
    of stretch: AxisStretch, phase: AxisPhase, bases: [Int], scratch: inout Scratch
  ) {
    let (channels, inputs) = (layout.channels, problem.channels.input)
    scratch.taps.removeAll(keepingCapacity: true)
    for (line, base) in zip(scratch.lines, bases) {
      for tap in phase.taps[stretch.liveTaps] {
        let pixel = stretch.firstInput + tap.inputOffset
        let weights = (line.tap + tap.tap) * inputs
        guard layout.dealing != nil else {
          scratch.taps.append(
            ck_tap(
              input: Int64(base + pixel * channels), weights: Int64(weights * weightStep)))
          continue
        }
        let (index, residue) = pixel.quotientAndRemainder(dividingBy: layout.inputStep)
        for number in 0..<inputs {
          let plane = base + (residue * inputs + number) * layout.planeLength
          scratch.taps.append(
            ck_tap(
              input: Int64(plane + index * channels),
              weights: Int64((weights + number) * weightStep)))
        }
      }
    }
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
    let (inputs, width) = (problem.channels.inputTotal, problem.inputs[2])
    for residue in 0..<min(layout.inputStep, width) {
      let pixels = (width - residue + layout.inputStep - 1) / layout.inputStep
      for number in 0..<problem.channels.input {
        let plane = slot * size + (residue * problem.channels.input + number) * layout.planeLength
        let skipped = residue * inputs + number
        layout.dealing!.rearrange(
          value + line.pixel * inputs + skipped, sourceLength: width * inputs - skipped,
          to: scratch.planes.base + plane, length: pixels * layout.channels)
      }
    }
    return slot * size
  }
}

/// Floats outside of any array, which stay where they are.
final class FloatStorage {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(zeros count: Int) {
    self.count = count
    base = .allocate(capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }
}
