import Upsample

/// What all pictures of two folders are held to.
///
/// The last line of a rules file whose pattern a name matches says it all; for names that none
/// matches there are thresholds of their own. It is used by several threads at once.
package final class Rules: Sendable {
  /// What came of a rule so far.
  private struct Use {
    var hasMatched = false
    /// For each range of the thresholds the use that goes furthest into it; empty before a
    /// picture.
    var ranges: [RangeUse] = []
    /// Whether a picture could not be measured, of which nobody knows what it needs.
    var isUnknown = false
  }

  private let file: RulesFile?
  private let standard: Thresholds
  private let pixels: PixelRules
  private let uses: Guarded<[Use]>

  /// The name of the file in a folder of goldens.
  package static let fileName = FilePath("golden.rules")

  /// - Parameters:
  ///   - standard: The thresholds that hold for names that no line matches.
  ///   - pixels: The rules for pixels that hold for them.
  ///   - file: A rules file, if there is one.
  /// - Throws: ``UpsampleError`` for a file that can't be read or has a line that is no rule.
  package init(
    standard: Thresholds, _ pixels: PixelRules = PixelRules(), file: FilePath? = nil
  ) throws(UpsampleError) {
    self.standard = standard
    self.pixels = pixels
    self.file = try file.map(RulesFile.init)
    uses = Guarded([Use](repeating: Use(), count: (self.file?.entries.count ?? 0) + 1))
  }

  /// What a picture is held to.
  package func rule(for name: FilePath) -> Rule {
    let entries = file?.entries ?? []
    var last = entries.count
    for (index, entry) in entries.enumerated().reversed() where entry.glob.matches(name) {
      if last == entries.count { last = index }
      uses.withLock { $0[index].hasMatched = true }
    }
    guard last < entries.count else {
      return Rule(thresholds: standard, pixels: pixels, line: nil, index: last)
    }
    let entry = entries[last]
    return Rule(
      thresholds: entry.thresholds, pixels: entry.pixels, line: entry.line, index: last)
  }

  /// Notes what a picture needs of its rule.
  func note(_ verdict: Verdict) {
    guard let rule = verdict.rule else { return }
    let difference = verdict.comparison?.difference
    if difference == nil, verdict.status != .equal { return noteUnknown(by: rule) }
    let ranges = rule.thresholds.rangeUses(of: difference)
    uses.withLock { uses in
      let before = uses[rule.index].ranges
      uses[rule.index].ranges = before.isEmpty ? ranges : zip(before, ranges).map(RangeUse.further)
    }
  }

  /// Notes that a picture of a rule could not be measured.
  func noteUnknown(by rule: Rule) { uses.withLock { $0[rule.index].isUnknown = true } }

  /// Lines about patterns that no name matched, and about ranges that no picture needs.
  package var warnings: [String] {
    let uses = uses.withLock { $0 }
    var lines: [String] = []
    for (index, use) in uses.enumerated() {
      let line = file.flatMap { file in
        index < file.entries.count ? "\(file.name) line \(file.entries[index].line.number): " : nil
      }
      if let line, !use.hasMatched { lines.append("\(line)no picture has a name like that") }
      guard !use.isUnknown else { continue }
      lines += use.ranges.filter(\.isIdle).map { "\(line ?? "")\($0.line), and none is worse" }
    }
    return lines
  }
}

extension RangeUse {
  /// The one of two that goes further into the range.
  fileprivate static func further(_ one: RangeUse, _ other: RangeUse) -> RangeUse {
    if one.distance != other.distance { return one.distance > other.distance ? one : other }
    return one.line < other.line ? one : other
  }
}
