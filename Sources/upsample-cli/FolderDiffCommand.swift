import Upsample
import UpsampleBatch

/// `upsample diff EXPECTED ACTUAL`: compares the pictures of two folders by their names.
struct FolderDiffCommand: RunnableCommand {
  private let expected: FilePath
  private let actual: FilePath
  private let job: ComparisonJob
  private let thresholds: DiffThresholds
  /// The statuses that do not fail the comparison.
  private let allowed: Set<DiffVerdict.Status>
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...2)
    (expected, actual) = (arguments.operands[0], arguments.operands[1])
    for folder in [expected, actual] {
      guard let status = FileStatus(at: folder) else {
        throw .lastFailure(action: "open the folder", name: "\(folder)", side: .input)
      }
      if status.kind == .folder { continue }
      throw .request(
        RequestFault(
          subject: "diff", fault: "\(folder) is not a folder, and the other one is",
          remedy: "Name two folders or two pictures."))
    }
    thresholds = try DiffThresholds(arguments)
    allowed = Set<DiffVerdict.Status>([.equal, .within])
      .union(arguments.has(.allowNew) ? [.new] : [])
      .union(arguments.has(.allowMissing) ? [.missing] : [])
    job = ComparisonJob(
      with: actual, try ComparisonOptions(arguments),
      arguments.has(.decodeEqual) ? .decoded : .trusted)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var verdicts = DiffVerdicts(keeping: telling.contains(.line) ? [.within] : [])
    let line = BatchProgress(progress)
    var request = BatchRequest(expected, to: nil, job)
    request.willBegin = { [request] in line?.count(request) }
    let summary = try runBatch(request, progress: line.map { $0.add }) { result in
      line?.addFile()
      guard let verdict = verdict(of: result) else { return }
      verdicts.add(verdict)
    }
    line?.end()
    if let cause = summary.cause { throw cause }
    try listNewPictures(in: actual, besides: expected, job) { entry in
      switch entry {
      case .success(let name): verdicts.add(DiffVerdict(.new, name))
      case .failure(let error): verdicts.add(DiffVerdict(error, actual))
      }
    }
    try tell(verdicts)
    return verdicts.status(allowing: allowed)
  }

  /// What is said of a file; `nil` of one that is no picture.
  private func verdict(of result: BatchResult<ComparisonJob>) -> DiffVerdict? {
    switch result.outcome {
    case .made(let finding, _), .planned(let finding):
      DiffVerdict(finding, of: result.name, by: thresholds)
    case .failed(let error, _): DiffVerdict(error, result.name)
    case .skipped, .foreign, .notPicture, .link, .special: nil
    }
  }

  private func tell(_ verdicts: DiffVerdicts) throws(UpsampleError) {
    let listed = verdicts.worstFirst
    if telling.contains(.json) {
      let objects = listed.map(\.object) + [verdicts.totals]
      try Console.print(objects.map { "\($0)\n" }.joined())
    } else if telling.hasFigures {
      try Console.print((listed.map(\.line) + [verdicts.summary]).map { "\($0)\n" }.joined())
    } else {
      for verdict in listed where verdict.status == .error {
        Console.note(verdict.reasons.joined(separator: "; "))
      }
    }
  }
}

/// What a comparison of two folders says of all pictures. Those that are well are only
/// counted.
struct DiffVerdicts {
  private var counts: [DiffVerdict.Status: Int] = [:]
  private var listed: [DiffVerdict] = []
  private let kept: Set<DiffVerdict.Status>

  /// - Parameter extra: What is listed though it is well.
  init(keeping extra: Set<DiffVerdict.Status>) {
    kept = Set(DiffVerdict.Status.allCases).subtracting([.equal, .within]).union(extra)
  }

  mutating func add(_ verdict: DiffVerdict) {
    counts[verdict.status, default: 0] += 1
    if kept.contains(verdict.status) { listed.append(verdict) }
  }

  /// Those to look at, in an order that does not depend on who came first.
  var worstFirst: [DiffVerdict] { listed.sorted { $0.precedes($1) } }

  /// Such as `500 pictures: 3 changed, 1 missing, 496 equal`.
  var summary: String {
    let parts = DiffVerdict.Status.allCases.compactMap { status in
      counts[status].map { "\($0) \(status.rawValue)" }
    }
    let total = counts.values.reduce(0, +)
    return parts.isEmpty ? "no pictures" : "\(total) pictures: " + parts.joined(separator: ", ")
  }

  /// The counts of all statuses.
  var totals: JSONObject {
    var object = JSONObject()
    object.add("pictures", counts.values.reduce(0, +))
    for status in DiffVerdict.Status.allCases { object.add(status.rawValue, counts[status] ?? 0) }
    return object
  }

  func status(allowing allowed: Set<DiffVerdict.Status>) -> ExitStatus {
    if counts[.error] != nil { return .badInput }
    return counts.keys.allSatisfy(allowed.contains) ? .done : .beyondThresholds
  }
}

extension DiffVerdict {
  init(_ error: UpsampleError, _ name: FilePath) {
    let text = error.withoutRecoveryHint.spellingOptions.description
    self.init(.error, name, reasons: [String(text.prefix { $0 != "\n" })])
  }
}

extension Arguments {
  /// Whether the operands are folders to compare: one of the first two is.
  var areFolders: Bool { operands.prefix(2).contains { FileStatus(at: $0)?.kind == .folder } }
}
