/// The middle of rows that are twice as long as their input: pixels that all taps of
/// both phases of the width reach, for whom each input is read once.
struct PhasePair: Sendable {
  /// The pixels of both phases, which alternate.
  let pixels: Range<Int>
  /// The first pixel of each phase.
  let firstPixels: (Int, Int)
  /// The number of pixels of each phase.
  let count: Int
  /// The input that a tap of offset 0 weighs for the first pixels.
  let firstInput: Int
  /// The inputs that reach the first pixels, in ascending order.
  let inputs: [Input]

  /// An input, with the tap by which it reaches the pixel of each phase.
  struct Input: Sendable {
    let offset: Int
    let first: Int?
    let second: Int?

    /// The phases that it reaches, the first in the lowest bit.
    var reached: UInt8 { (first == nil ? 0 : 1) | (second == nil ? 0 : 2) }
  }

  init?(phases: [AxisPhase]) {
    let whole = phases.compactMap { phase in
      phase.stretches.first { $0.liveTaps == phase.taps.indices }
    }
    guard phases.count == 2, whole.count == 2,
      whole.allSatisfy({ $0.outputStep == 2 && $0.inputStep == 1 })
    else { return nil }
    let first = max(whole[0].firstInput, whole[1].firstInput)
    count = min(whole[0].endInput, whole[1].endInput) - first
    guard count > 0 else { return nil }
    func firstPixel(_ stretch: AxisStretch) -> Int {
      stretch.firstOutput + (first - stretch.firstInput) * 2
    }
    firstPixels = (firstPixel(whole[0]), firstPixel(whole[1]))
    let start = min(firstPixels.0, firstPixels.1)
    // Phases are next to each other, so their pixels alternate.
    guard abs(firstPixels.0 - firstPixels.1) == 1 else { return nil }
    pixels = start..<start + 2 * count
    firstInput = first
    let taps = phases.map { phase in
      Dictionary(uniqueKeysWithValues: phase.taps.map { ($0.inputOffset, $0.tap) })
    }
    inputs = Set(taps.flatMap(\.keys)).sorted().map {
      Input(offset: $0, first: taps[0][$0], second: taps[1][$0])
    }
  }
}

extension AxisStretch {
  /// The input behind those that a tap of offset 0 weighs.
  fileprivate var endInput: Int { firstInput + count * inputStep }
}
