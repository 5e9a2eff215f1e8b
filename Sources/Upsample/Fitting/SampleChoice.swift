import UpsampleBase

/// A choice of a number of items as they come, each set of that many as likely as any other:
/// selection sampling, algorithm S of Knuth, "The Art of Computer Programming", 3.4.2.
struct SampleChoice {
  private var wanted: UInt64
  private var left: UInt64
  private var random: SplitMix64

  /// - Parameters:
  ///   - count: How many are chosen; all where there are fewer.
  ///   - total: How many come.
  init(_ count: Int, of total: Int, seed: UInt64) {
    precondition(count >= 0 && total >= 0)
    (wanted, left) = (UInt64(min(count, total)), UInt64(total))
    random = SplitMix64(seed: seed)
  }

  /// Whether the next item is chosen.
  ///
  /// - Precondition: It is one of the total.
  mutating func takesNext() -> Bool {
    defer { left -= 1 }
    guard wanted < left else { return takes() }
    return random.next().multipliedFullWidth(by: left).high < wanted ? takes() : false
  }

  private mutating func takes() -> Bool {
    wanted -= 1
    return true
  }
}
