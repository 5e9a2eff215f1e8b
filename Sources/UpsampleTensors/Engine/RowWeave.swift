import CKernels
import UpsampleBase

/// The middle of the rows of a depthwise transposed convolution of few
/// channels, computed phase beside phase as the pixels follow one another.
///
/// It applies where every phase of the width has as many taps as the others
/// and the inputs that reach one vector of outputs fit into one vector.
///
/// It is not changed once it is made, so threads may share it.
final class RowWeave: @unchecked Sendable {
  /// The pixels of a row that are woven: of whole groups, one pixel of each
  /// phase, that all of their taps reach.
  let pixels: Range<Int>
  private let channels: Int
  /// The number of taps of the filter's width.
  private let width: Int
  /// The number of floats of a line.
  private let lineLength: Int
  /// The place in a line of the first float that the pixels read.
  private let firstSource: Int
  private let weave: ck_weave
  private let sources: Storage<Int>
  private let lanes: Storage<Int32>
  /// The weights of each row of the filter, vector by vector, tap by tap.
  private let weights: Storage<Float>
  private let instructions: ck_instructions

  /// Prepares the rows, or tells by `nil` that they are of another kind.
  init?(
    problem: ConvolutionProblem, filter: UnsafePointer<Float>, instructions: ck_instructions
  ) {
    let (phases, own) = (problem.phases.width, problem.channels)
    let (lane, channels) = (ck_lanes(instructions), own.outputTotal)
    let groups = Self.groups(channels: channels, phases: phases.count, lanes: lane)
    guard own.input == 1, own.output == 1, phases.count > 1, let groups,
      let columns = WovenColumns(phases: phases), columns.pixels.count >= groups * phases.count
    else { return nil }
    let period = groups * phases.count * channels
    let taps = columns.taps
    // The float of the line that each output of a period weighs by each tap.
    let places = (0..<period).map { place in
      (0..<taps).map { columns.input(ofPixel: place / channels, tap: $0) * channels }
        .map { $0 + place % channels }
    }
    let windows = stride(from: 0, to: period, by: lane).map { places[$0..<$0 + lane] }
    let first = windows.map { $0.flatMap { $0 }.min()! }
    let fit = zip(windows, first).allSatisfy { $0.flatMap { $0 }.max()! - $1 < lane }
    guard fit else { return nil }
    let origin = first.min()!
    sources = Storage(first.map { $0 - origin })
    lanes = Storage(
      zip(windows, first).flatMap { window, first in
        (0..<taps).flatMap { tap in window.map { Int32($0[tap] - first) } }
      })
    pixels = columns.pixels
    (self.channels, width, firstSource) = (channels, problem.taps.width, origin)
    lineLength = problem.inputs.width * channels
    self.instructions = instructions
    weave = ck_weave(
      sources: sources.base, lanes: lanes.base, vectors: windows.count, taps: taps,
      advance: groups * channels, reach: first.max()! - origin + lane,
      group: phases.count * channels, group_advance: channels)
    // Of a row of the filter, the weight of each lane of each vector's taps.
    let offsets = windows.indices.flatMap { vector in
      (0..<taps).flatMap { tap in
        (vector * lane..<(vector + 1) * lane).map { place in
          columns.tap(ofPixel: place / channels, tap: tap) * own.tapStep
            + place % channels * own.groupStep
        }
      }
    }
    let rows = stride(from: 0, to: problem.taps.product, by: width).map { $0 * own.tapStep }
    let weights = rows.flatMap { row in offsets.map { filter[row + $0] } }
    self.weights = Storage(weights)
  }

  /// The number of groups of which vectors are made without a rest, if it is
  /// small.
  private static func groups(channels: Int, phases: Int, lanes: Int) -> Int? {
    let floats = channels * phases
    return (1...lanes).first { $0 * floats % lanes == 0 && $0 * floats <= 9 * lanes }
  }

  /// What a thread needs for itself.
  struct Scratch {
    fileprivate var lines: [RowWalk.Line] = []
    fileprivate var others: [RowWalk.Line] = []
    fileprivate var found: [ck_woven_line] = []
  }

  /// Computes the woven pixels of some rows, two at a time where the same lines
  /// reach a row and the next.
  func compute(
    _ rows: Range<Int>, of walk: RowWalk, value: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, rowLength: Int, scratch: inout Scratch
  ) {
    var row = rows.lowerBound
    walk.findLines(ofRow: row, lines: &scratch.lines)
    while row < rows.upperBound {
      let hasNext = row + 1 < rows.upperBound
      if hasNext { walk.findLines(ofRow: row + 1, lines: &scratch.others) }
      let isPair =
        hasNext && scratch.lines.elementsEqual(scratch.others) { $0.pixel == $1.pixel }
      weave(isPair ? 2 : 1, value: value, output: output + row * rowLength, rowLength, &scratch)
      row += isPair ? 2 : 1
      if isPair && row < rows.upperBound {
        walk.findLines(ofRow: row, lines: &scratch.lines)
      } else {
        swap(&scratch.lines, &scratch.others)
      }
    }
  }

  /// Computes the woven pixels of one or two rows.
  private func weave(
    _ rows: Int, value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    _ rowLength: Int, _ scratch: inout Scratch
  ) {
    if scratch.lines.isEmpty { return }
    let other = rows > 1 ? scratch.others : scratch.lines
    scratch.found.removeAll(keepingCapacity: true)
    for (line, other) in zip(scratch.lines, other) {
      scratch.found.append(
        ck_woven_line(
          input: value + line.pixel * channels + firstSource,
          weights: (rowWeights(of: line), rowWeights(of: other)),
          length: lineLength - firstSource))
    }
    let first = output + pixels.lowerBound * channels
    withUnsafePointer(to: weave) { weave in
      withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>?.self, capacity: 2) {
        $0.initialize(repeating: first)
        if rows > 1 { $0[1] = first + rowLength }
        ck_weave_rows(
          instructions, weave, scratch.found, scratch.found.count, $0.baseAddress, rows,
          pixels.count * channels)
      }
    }
  }

  /// The weights of the row of the filter that weighs a line.
  private func rowWeights(of line: RowWalk.Line) -> UnsafePointer<Float> {
    let length = weave.vectors * weave.taps * ck_lanes(instructions)
    return UnsafePointer(weights.base + line.tap / width * length)
  }
}

/// The columns that all taps of their phases reach, where every phase has the
/// same number of taps.
private struct WovenColumns {
  let pixels: Range<Int>
  let taps: Int
  private let phases: [AxisPhase]
  private let whole: [AxisStretch]

  init?(phases: [AxisPhase]) {
    let whole = phases.compactMap { phase in
      phase.stretches.first { $0.liveTaps == phase.taps.indices }
    }
    let stride = phases[0].stretches[0].outputStep
    guard whole.count == stride, Set(phases.map(\.taps.count)).count == 1 else { return nil }
    let first = whole.map(\.firstOutput).max()! - stride + 1
    let end = whole.map { $0.firstOutput + $0.count * stride }.min()!
    guard end > first else { return nil }
    pixels = first..<first + (end - first) / stride * stride
    taps = phases[0].taps.count
    self.phases = phases
    self.whole = whole
  }

  /// The phase of a pixel, counted from the first, and its place therein.
  private func place(ofPixel pixel: Int) -> (phase: Int, index: Int) {
    let output = pixels.lowerBound + pixel
    let phase = whole.firstIndex { (output - $0.firstOutput) % $0.outputStep == 0 }!
    return (phase, (output - whole[phase].firstOutput) / whole[phase].outputStep)
  }

  /// The input that a pixel, counted from the first, weighs by a tap.
  func input(ofPixel pixel: Int, tap: Int) -> Int {
    let (phase, index) = place(ofPixel: pixel)
    return whole[phase].firstInput + index + phases[phase].taps[tap].inputOffset
  }

  /// The number of that tap in the filter.
  func tap(ofPixel pixel: Int, tap: Int) -> Int {
    phases[place(ofPixel: pixel).phase].taps[tap].tap
  }
}
