import Upsample

/// What a comparison of two folders says of all pictures. Those that are well are only
/// counted.
struct DiffVerdicts {
  private var counts: [DiffVerdict.Status: Int] = [:]
  private var listed: [DiffVerdict] = []
  private let kept: Set<DiffVerdict.Status>

  /// - Parameter well: What is kept of pictures that are well.
  init(keeping well: Set<DiffVerdict.Status>) {
    kept = Set(DiffVerdict.Status.allCases).subtracting(DiffVerdict.Status.well).union(well)
  }

  mutating func add(_ verdict: DiffVerdict) {
    counts[verdict.status, default: 0] += 1
    if kept.contains(verdict.status) { listed.append(verdict) }
  }

  /// Those that are kept, in an order that does not depend on who came first.
  var worstFirst: [DiffVerdict] { listed.sorted { $0.precedes($1) } }

  /// Those that are kept, in the order of their names.
  var byName: [DiffVerdict] {
    listed.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
  }

  private var total: Int { counts.values.reduce(0, +) }

  /// Such as `500 pictures: 3 changed, 1 missing, 496 equal`.
  var summary: String {
    let parts = DiffVerdict.Status.allCases.compactMap { status in
      counts[status].map { "\($0) \(status.rawValue)" }
    }
    return parts.isEmpty ? "no pictures" : "\(total) pictures: " + parts.joined(separator: ", ")
  }

  /// The counts of all statuses.
  var totals: JSONObject {
    var object = JSONObject()
    object.add("pictures", total)
    for status in DiffVerdict.Status.allCases { object.add(status.rawValue, counts[status] ?? 0) }
    return object
  }

  func status(allowing allowed: Set<DiffVerdict.Status>) -> ExitStatus {
    if counts[.error] != nil { return .badInput }
    return counts.keys.allSatisfy(allowed.contains) ? .done : .beyondThresholds
  }
}
