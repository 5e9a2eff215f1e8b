/// Rows of an output that is twice as high as its input, two at a time, of which the upper
/// has an even number in the whole: each input is read once for both.
struct RowPair: Sendable {
  /// The lines that reach the rows, in ascending order.
  let lines: [Line]
  /// The phase of the upper row.
  let upperPhase: Int

  /// A line, counted from the one that a tap of offset 0 weighs for the upper row, with the
  /// tap by which it reaches each row.
  struct Line: Sendable {
    let offset: Int
    let upper: Int?
    let lower: Int?
  }

  init?(phases: [AxisPhase]) {
    let stretches = phases.compactMap(\.stretches.first)
    guard phases.count == 2, stretches.count == 2,
      stretches.allSatisfy({ $0.outputStep == 2 && $0.inputStep == 1 })
    else { return nil }
    let upper = stretches[0].firstOutput % 2 == 0 ? 0 : 1
    guard stretches[1 - upper].firstOutput % 2 == 1, stretches[upper].firstOutput % 2 == 0
    else { return nil }
    // What a tap of offset 0 weighs for the outputs 0 and 1.
    let origins = stretches.map { $0.firstInput - $0.firstOutput / 2 }
    let distance = origins[1 - upper] - origins[upper]
    let own = Dictionary(uniqueKeysWithValues: phases[upper].taps.map { ($0.inputOffset, $0.tap) })
    let other = Dictionary(
      uniqueKeysWithValues: phases[1 - upper].taps.map { ($0.inputOffset + distance, $0.tap) })
    upperPhase = upper
    lines = Set(own.keys).union(other.keys).sorted().map {
      Line(offset: $0, upper: own[$0], lower: other[$0])
    }
  }
}
