import CKernels
import UpsampleImages

/// A band of two pictures as the rules see it.
struct ComparedBand {
  /// What tolerance and smoothed edges are told by: the samples as they are stored, but for
  /// colours that nobody sees if those do not count.
  private let stored: (SamplePlanes, SamplePlanes)
  /// What is measured. Pixels that do not count have the samples of the first picture.
  let one: SamplePlanes
  let other: SamplePlanes
  /// The rows that are decided in this band and no other one.
  let rows: Range<Int>
  /// Whether a sample of these rows differs, whatever the rules say.
  let samplesDiffer: Bool

  private let rule: DifferenceRule?
  private let alpha: AlphaComparison
  private let ignored: IgnoredPixels?

  /// - Parameter rows: Those to decide on, with the neighbours that the rules look at.
  init(_ first: RowBand, _ second: RowBand, _ pair: ComparedLayouts, deciding rows: Range<Int>) {
    let one = SamplePlanes(first, of: pair.one, as: pair.common)
    let other = SamplePlanes(second, of: pair.other, as: pair.common)
    rule = pair.rule
    alpha = pair.alpha
    ignored = pair.ignored
    self.rows = rows
    samplesDiffer = pair.hasRules && !one.holds(rows, of: other)
    var seen = (one, other)
    switch pair.alpha {
    case .stored: stored = (one, other)
    case .visible:
      stored = (one.withoutHiddenColours, other.withoutHiddenColours)
      seen = (one.premultiplied, other.premultiplied)
    }
    if let ignored = pair.ignored { seen.1 = seen.1.showing(seen.0, where: ignored) }
    (self.one, self.other) = seen
  }

  /// Finds the largest difference of the samples of each pixel of a row that differs, and 0 for
  /// each other one.
  func findDifferences(of row: Int, into largest: UnsafeMutableBufferPointer<UInt16>) {
    largest.update(repeating: 0)
    one.withRow(row) { a in
      other.withRow(row) { b in
        for channel in 0..<one.layout.channels {
          let offset = channel * one.planeSamples
          _ = ck_sum_differences(
            ck_best_instructions(), a + offset, b + offset, largest.count, largest.baseAddress!)
        }
      }
    }
    _ = clear(largest.baseAddress!, row: row)
  }

  /// The same with colours that alpha is not multiplied with.
  var unmultiplied: (one: SamplePlanes, other: SamplePlanes) {
    switch alpha {
    case .stored: return (one, other)
    case .visible:
      return (stored.0, ignored.map { stored.1.showing(stored.0, where: $0) } ?? stored.1)
    }
  }

  /// Clears what does not make its pixel differ, as ``DifferenceRule`` does.
  func clear(_ largest: UnsafeMutablePointer<UInt16>, row: Int) -> Int {
    rule?.clear(largest, row: row, stored.0, stored.1) ?? 0
  }
}

/// How two pictures of one size are seen side by side, and the rules of their comparison.
struct ComparedLayouts: Sendable {
  let one: ImageLayout
  let other: ImageLayout
  let common: ImageLayout
  let rule: DifferenceRule?
  let ignored: IgnoredPixels?
  let alpha: AlphaComparison

  init(
    _ one: ImageLayout, _ other: ImageLayout, _ rules: PixelRules, ignoring ignored: IgnoredPixels?,
    _ cones: ConeResponse = .sRGB
  ) {
    (self.one, self.other) = (one, other)
    common = ImageLayout.common(one, other)
    self.ignored = ignored.flatMap { $0.count > 0 ? $0 : nil }
    alpha = common.hasAlpha ? rules.alpha : .stored
    rule = DifferenceRule(rules, common, cones)
  }

  /// Whether something else than every sample counts.
  var hasRules: Bool { rule != nil || ignored != nil || alpha == .visible }

  /// The bytes that the rules take beside all bands.
  var heldBytes: Int { ignored?.heldBytes ?? 0 }

  /// How many rows up and down the rules look.
  var reach: Int { rule?.reach ?? 0 }

  /// The rows that bands have in common with those above them, at least.
  var overlap: Int { 2 * reach }

  /// The rows from the first to the last of those that differ in what is stored, whatever the
  /// rules say; `nil` where none does. They are all rows for pictures of two layouts.
  func differingRows(_ first: RowBand, _ second: RowBand) -> Range<Int>? {
    let areAlike =
      one.channels == other.channels && one.depth == other.depth
      && one.colorModel == other.colorModel
    return areAlike ? first.differingRows(from: second) : first.rows
  }

  /// The rows of a band that are decided there: all whose neighbours the band has, and that the
  /// one above it has not.
  func decidedRows(of band: RowBand) -> Range<Int> {
    let first = band.newRows.lowerBound == 0 ? 0 : band.newRows.lowerBound - reach
    let isLast = band.newRows.upperBound == common.height
    return first..<max(first, isLast ? common.height : band.newRows.upperBound - reach)
  }
}
