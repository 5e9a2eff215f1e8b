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
    /// It differs, and a threshold allows it.
    case within
    case equal

    /// Those of pictures that are as they should be.
    package static let well: Set<Status> = [.within, .equal]
  }

  package let status: Status
  /// The name relative to both folders.
  package let name: FilePath
  /// What was measured, where something was.
  package let comparison: ImageComparison?
  /// The reasons and figures, for people to read.
  package let reasons: [String]

  package init(_ status: Status, _ name: FilePath, reasons: [String] = []) {
    self.status = status
    self.name = name
    self.reasons = reasons
    comparison = nil
  }

  /// Judges what was found of a picture.
  package init(_ finding: ComparisonJob.Finding, of name: FilePath, by thresholds: Thresholds) {
    switch finding {
    case .sameBytes: self.init(.equal, name)
    case .missing: self.init(.missing, name)
    case .compared(let comparison): self.init(comparison, of: name, by: thresholds)
    }
  }

  private init(
    _ comparison: ImageComparison, of name: FilePath, by thresholds: Thresholds
  ) {
    self.name = name
    self.comparison = comparison
    guard let difference = comparison.difference else {
      status = .size
      reasons = [comparison.sizes]
      return
    }
    let excesses = thresholds.excesses(of: difference)
    if comparison.areEqual {
      status = .equal
    } else {
      status = !thresholds.isEmpty && excesses.isEmpty ? .within : .changed
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
    return "\(status.rawValue)\(spaces)\(name)\(text)"
  }

  package var object: JSONObject {
    var object = JSONObject()
    object.add("name", name)
    object.add("status", status.rawValue)
    object.add("reasons", reasons)
    if let comparison { object.add(comparison) }
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
    guard difference.worst != nil else { return clauses }
    clauses.append("max diff \(difference.largest)")
    clauses.append("PSNR \(decibels(difference.psnr))")
    let (differing, pixels) = (difference.differingPixels, difference.pixels)
    clauses.append(
      "\(differing) of \(pixels) pixels differ (\(percentText(differing, of: pixels)))")
    return clauses
  }
}
