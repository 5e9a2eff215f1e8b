import Upsample

/// What a comparison of two folders says of one picture.
package struct Verdict: Sendable {
  /// What became of a picture, from what is worst to what is well.
  package enum Status: String, CaseIterable, Sendable {
    /// One of the two can't be read.
    case error
    case size
    case changed
    case missing
    /// There is no golden picture of the name.
    case new
    /// It differs, and the rules or a threshold allow it.
    case within
    case equal

    /// Those of pictures that are as they should be.
    package static let well: Set<Status> = [.within, .equal]
  }

  /// The SHA-256 of the files that were compared.
  package struct Digests: Hashable, Sendable {
    /// That of the golden, if there is one.
    package let expected: SHA256?
    package let actual: SHA256
  }

  package let status: Status
  /// The name relative to both folders.
  package let name: FilePath
  /// What was measured, where something was.
  package let comparison: ImageComparison?
  /// The reasons and figures, for people to read.
  package let reasons: [String]
  /// What it was held to; `nil` of what can't be read.
  package let rule: Rule?
  /// That of the golden it passes by, where that is not the one of its name.
  package internal(set) var label: FilePath?
  /// `nil` of files of equal bytes, and where they were not asked for.
  package internal(set) var digests: Digests?

  package init(_ status: Status, _ name: FilePath, by rule: Rule? = nil, reasons: [String] = []) {
    self.status = status
    self.name = name
    self.rule = rule
    self.reasons = reasons
    comparison = nil
  }

  /// Judges what was measured of a picture.
  init(_ comparison: ImageComparison, of name: FilePath, by rule: Rule) {
    self.name = name
    self.comparison = comparison
    self.rule = rule
    guard let difference = comparison.difference else {
      status = .size
      reasons = [comparison.sizes]
      return
    }
    let excesses = rule.thresholds.excesses(of: difference)
    if comparison.areEqual {
      status = .equal
    } else {
      let isWithin = rule.thresholds.isEmpty ? comparison.areAlike : excesses.isEmpty
      status = isWithin ? .within : .changed
    }
    reasons = excesses + comparison.summary
  }

  /// Whether it comes before another one in a list of the worst first.
  package func precedes(_ other: Verdict) -> Bool {
    if status != other.status { return status.rank < other.status.rank }
    let (own, theirs) = (closeness, other.closeness)
    if own != theirs { return own < theirs }
    return name.bytes.lexicographicallyPrecedes(other.name.bytes)
  }

  /// The PSNR: the lower, the worse.
  private var closeness: Double { comparison?.difference?.psnr ?? 0 }

  /// Such as `changed  a/b.png: max diff 12 of 255 levels, first at column 3, row 4`.
  package var line: String {
    let spaces = String(repeating: " ", count: 9 - status.rawValue.count)
    let text = reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"
    let golden = label.map { " (@\($0))" } ?? ""
    return "\(status.rawValue)\(spaces)\(name)\(golden)\(text)"
  }

  package var object: JSONObject {
    var object = JSONObject()
    object.add("name", name)
    object.add("status", status.rawValue)
    object.add("reasons", reasons)
    if let line = rule?.line {
      object.add("rule", line.text)
      object.add("rule_line", line.number)
    }
    if let bounds { object.add("bounds", bounds) }
    if let label { object.add("label", label) }
    if let comparison { object.add(comparison) }
    return object
  }
}

extension Verdict {
  /// The thresholds that it was held to, by the names of their options; `nil` without any.
  private var bounds: JSONObject? {
    guard let values = rule?.thresholds.values, !values.isEmpty else { return nil }
    var object = JSONObject()
    for (name, value) in values { object.add(name, value) }
    return object
  }
}

extension Verdict.Status {
  /// The place from the worst, 0, on.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self)! }
}

extension ImageComparison {
  /// The figures of pictures of one size that say most, as clauses.
  fileprivate var summary: [String] {
    guard let difference, !areEqual else { return [] }
    var clauses = depths.map { [$0] } ?? []
    guard difference.worst != nil else { return clauses + difference.leniency }
    clauses.append("max diff \(difference.largest)")
    clauses.append("PSNR \(decibels(difference.psnr))")
    let (differing, pixels) = (difference.differingPixels, difference.pixels)
    clauses.append(
      "\(differing) of \(pixels) pixels differ (\(percentText(differing, of: pixels)))")
    return clauses
  }
}
