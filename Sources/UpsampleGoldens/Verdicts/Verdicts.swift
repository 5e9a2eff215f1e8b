import Upsample

/// What a comparison of two folders says of all pictures. Those that are well are only
/// counted.
package struct Verdicts: Sendable {
  private var counts: [Verdict.Status: Int] = [:]
  private var listed: [Verdict] = []
  private let kept: Set<Verdict.Status>
  /// The number of pictures of which nothing counts, and the first of them by name.
  private var uncounted: (count: Int, first: FilePath?) = (0, nil)
  /// What the folders hold beside.
  package var surroundings: Surroundings?

  /// - Parameter well: What is kept of pictures that are well.
  package init(keeping well: Set<Verdict.Status>) {
    kept = Set(Verdict.Status.allCases).subtracting(Verdict.Status.well).union(well)
  }

  package mutating func add(_ verdict: Verdict) {
    counts[verdict.status, default: 0] += 1
    if kept.contains(verdict.status) { listed.append(verdict) }
    if verdict.comparison?.countsNothing == true { addUncounted(verdict.name) }
  }

  private mutating func addUncounted(_ name: FilePath) {
    let first = uncounted.first ?? name
    let isFirst = name.bytes.lexicographicallyPrecedes(first.bytes)
    uncounted = (uncounted.count + 1, isFirst ? name : first)
  }

  /// A line about pictures that pass whatever they show; none where there are none.
  package var warnings: [String] {
    guard let first = uncounted.first else { return [] }
    let others = uncounted.count > 1 ? " and \(uncounted.count - 1) more" : ""
    return ["no pixel of \(first)\(others) counts, all are ignored"]
  }

  /// Those that are kept, in an order that does not depend on who came first.
  package var worstFirst: [Verdict] { listed.sorted { $0.precedes($1) } }

  /// Those that are kept, in the order of their names.
  package var byName: [Verdict] {
    listed.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
  }

  package var total: Int { counts.values.reduce(0, +) }

  /// Such as `500 pictures: 3 changed, 1 missing, 496 equal; 1 mask; left: 2 WebP`.
  package var summary: String {
    let parts = Verdict.Status.allCases.compactMap { status in
      counts[status].map { "\($0) \(status.rawValue)" }
    }
    let pictures =
      parts.isEmpty
      ? "no pictures" : "\(counted(total, "picture")): " + parts.joined(separator: ", ")
    return ([pictures] + (surroundings?.clauses ?? [])).joined(separator: "; ")
  }

  /// The counts of all statuses.
  package var totals: JSONObject {
    var object = JSONObject()
    object.add("pictures", total)
    for status in Verdict.Status.allCases { object.add(status.rawValue, counts[status] ?? 0) }
    surroundings?.add(to: &object)
    return object
  }

  /// Whether all is as it should be, where some statuses may pass.
  package func outcome(allowing allowed: Set<Verdict.Status>) -> Outcome {
    if counts[.error] != nil { return .unreadable }
    return counts.keys.allSatisfy(allowed.contains) ? .well : .different
  }

  /// What a comparison comes to.
  package enum Outcome: Sendable {
    case well, different
    /// A picture or a folder can't be read.
    case unreadable
  }
}
