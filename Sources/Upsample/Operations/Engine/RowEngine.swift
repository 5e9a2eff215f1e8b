import CKernels

/// Computes an output whose channels are not mixed, row by row.
struct RowEngine: Sendable {
  let layout: RowLayout
  private let rows: RowWalk
  private let stretches: [RowStretch]
  /// The taps of all stretches, one stretch's after another's, relative to the
  /// beginning of a line or of its planes.
  private let taps: [ck_tap]
  /// The distance between the weights of neighbouring taps of the filter.
  private let weightStep: Int

  /// A stretch of a row.
  private struct RowStretch: Sendable {
    let count: Int
    /// The distance from the row's output, or from the side by side phases of
    /// the row, in floats.
    let output: Int
    let outputStep: Int
    let taps: Range<Int>
  }

  init(problem: ConvolutionProblem, weightStep: Int, instructions: ck_instructions) {
    let layout = RowLayout(problem: problem, instructions: instructions)
    var stretches: [RowStretch] = []
    var taps: [ck_tap] = []
    for phase in problem.phases[2] {
      for stretch in phase.stretches {
        let first = taps.count
        for tap in phase.taps[stretch.liveTaps] {
          for number in 0..<problem.channels.input {
            let input = layout.input(pixel: stretch.firstInput + tap.inputOffset, number: number)
            let weights = (tap.tap * problem.channels.input + number) * weightStep
            taps.append(ck_tap(input: Int64(input), weights: Int64(weights)))
          }
        }
        let output = layout.output(pixel: stretch.firstOutput)
        stretches.append(
          RowStretch(
            count: stretch.count, output: output,
            outputStep: layout.isInterleaved ? 1 : stretch.outputStep, taps: first..<taps.count))
      }
    }
    self.layout = layout
    self.stretches = stretches
    self.taps = taps
    self.weightStep = weightStep * problem.channels.input
    rows = RowWalk(problem: problem)
  }

  /// What combines the taps of a stretch of a row.
  typealias Kernel = @Sendable (_ row: inout ck_row, _ taps: UnsafeBufferPointer<ck_tap>) -> Void

  /// Computes all rows, several threads at once.
  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, threads: Int,
    kernel: Kernel
  ) {
    let count = rows.count
    let band = max(1, min(count / threads, (1 << 15) / max(1, layout.rowLength)))
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
    /// Where each line, or the planes of it, begin.
    var bases: [Int] = []
    var taps: [ck_tap] = []
    /// The planes of some lines, and the pixel with which each line begins.
    let planes: FloatStorage
    var dealtLines: [Int]
    let phases: FloatStorage
  }

  private func makeScratch() -> Scratch {
    let slots = layout.isDealt ? rows.mostLines : 0
    let phases = layout.isInterleaved ? layout.outputStep * layout.phaseLength : 0
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
    let channels = layout.channels
    let output = output + row * layout.rowLength
    scratch.bases.removeAll(keepingCapacity: true)
    for line in scratch.lines {
      scratch.bases.append(
        layout.isDealt
          ? deal(line, value: value, scratch: &scratch) : line.pixel * layout.inputChannels)
    }
    for stretch in stretches {
      scratch.taps.removeAll(keepingCapacity: true)
      for (line, base) in zip(scratch.lines, scratch.bases) {
        for tap in taps[stretch.taps] {
          scratch.taps.append(
            ck_tap(
              input: Int64(base) + tap.input,
              weights: Int64(line.tap * weightStep) + tap.weights))
        }
      }
      var ends = ck_row(
        input: layout.isDealt ? UnsafePointer(scratch.planes.base) : value,
        output: (layout.isInterleaved ? scratch.phases.base : output) + stretch.output,
        pixels: Int64(stretch.count), channels: Int64(channels),
        input_step: Int64((layout.isDealt ? 1 : layout.inputStep) * channels),
        output_step: Int64(stretch.outputStep * channels))
      scratch.taps.withUnsafeBufferPointer { kernel(&ends, $0) }
    }
    layout.interleaving?.rearrange(
      scratch.phases.base, sourceLength: scratch.phases.count, to: output,
      length: layout.rowLength)
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

/// Floats outside of any array, which stay where they are.
final class FloatStorage {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(zeros count: Int) {
    self.count = count
    // A vector of any instruction set then lies within one cache line.
    base = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }
}
