import Upsample
import UpsampleBatch
import UpsampleGoldens

/// `upsample diff EXPECTED ACTUAL`: compares the pictures of two folders by their names.
struct FolderDiffCommand: RunnableCommand {
  /// The options that have no meaning for two pictures.
  static let ownOptions: [OptionName] = [
    .allowNew, .allowMissing, .decodeEqual, .junit, .github,
  ]

  /// Whether a service that runs tests is told where to look.
  private enum Annotations { case none, github }

  private let expected: FilePath
  private let actual: FilePath
  private let job: ComparisonJob
  private let thresholds: Thresholds
  /// The statuses that do not fail the comparison.
  private let allowed: Set<Verdict.Status>
  private let junit: JUnitFile?
  private let annotates: Annotations
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
    thresholds = try Thresholds(arguments)
    allowed = Verdict.Status.well
      .union(arguments.has(.allowNew) ? [.new] : [])
      .union(arguments.has(.allowMissing) ? [.missing] : [])
    job = ComparisonJob(
      with: actual, try ComparisonOptions(arguments),
      arguments.has(.decodeEqual) ? .decoded : .trusted)
    junit = try arguments[.junit].map { path throws(UpsampleError) in try JUnitFile(path) }
    annotates = arguments.has(.github) ? .github : .none
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    // Only what is written of pictures that are well makes memory grow with their number.
    var verdicts = Verdicts(
      keeping: junit != nil ? Verdict.Status.well : telling.contains(.line) ? [.within] : [])
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
      case .success(let name): verdicts.add(Verdict(.new, name))
      case .failure(let error): verdicts.add(Verdict(error, actual))
      }
    }
    try junit?.write(verdicts, of: expected, allowing: allowed)
    try tell(verdicts)
    return ExitStatus(verdicts.outcome(allowing: allowed))
  }

  /// What is said of a file; `nil` of one that is no picture.
  private func verdict(of result: BatchResult<ComparisonJob>) -> Verdict? {
    switch result.outcome {
    case .made(let finding, _), .planned(let finding):
      Verdict(finding, of: result.name, by: thresholds)
    case .failed(let error, _): Verdict(error, result.name)
    case .skipped, .foreign, .notPicture, .link, .special: nil
    }
  }

  private func tell(_ verdicts: Verdicts) throws(UpsampleError) {
    let all = verdicts.worstFirst
    let listed = all.filter {
      !Verdict.Status.well.contains($0.status)
        || telling.contains(.line) && $0.status == .within
    }
    if annotates == .github {
      try Console.print(
        githubAnnotations(all.filter { !allowed.contains($0.status) }, in: expected))
    }
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

extension Verdict {
  init(_ error: UpsampleError, _ name: FilePath) {
    let text = error.withoutRecoveryHint.spellingOptions.description
    self.init(.error, name, reasons: [String(text.prefix { $0 != "\n" })])
  }
}

extension ExitStatus {
  fileprivate init(_ outcome: Verdicts.Outcome) {
    self =
      switch outcome {
      case .well: .done
      case .different: .beyondThresholds
      case .unreadable: .badInput
      }
  }
}

extension Arguments {
  /// Whether the operands are folders to compare: one of the first two is.
  var areFolders: Bool { operands.prefix(2).contains { FileStatus(at: $0)?.kind == .folder } }
}
