import Glibc
import Upsample
import UpsampleBatch
import UpsampleGoldens

/// `upsample diff EXPECTED ACTUAL`: compares the pictures of two folders by their names.
struct FolderDiffCommand: RunnableCommand {
  /// The options that have no meaning for two pictures.
  static let ownOptions: [OptionName] =
    [
      .rules, .allowNew, .allowMissing, .decodeEqual, .report, .junit, .github, .approve,
    ] + ApproveCommand.ownOptions

  /// Whether a service that runs tests is told where to look.
  private enum Annotations { case none, github }

  private let job: ComparisonJob
  /// The statuses that do not fail the comparison.
  private let allowed: Set<Verdict.Status>
  private let report: FilePath?
  private let junit: JUnitFile?
  private let annotates: Annotations
  private let progress: ProgressPolicy
  private let telling: Telling
  private let arguments: Arguments

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...2)
    for name in ApproveCommand.ownOptions where arguments.has(name) {
      throw .usage(name.spelling, "belongs to --approve", arguments.command)
    }
    if arguments.has(.github), arguments.has(.json) {
      throw .usage("--github", "contradicts --json, whose lines are all objects", arguments.command)
    }
    job = try ComparisonJob(arguments)
    allowed = Verdict.Status.well
      .union(arguments.has(.allowNew) ? [.new] : [])
      .union(arguments.has(.allowMissing) ? [.missing] : [])
    self.arguments = arguments
    report = arguments[.report]
    if let report { try FolderReport.check(report, besides: arguments.operands) }
    let others = [job.expected] + [report].compactMap { $0 }
    junit = try arguments[.junit].map { path throws(UpsampleError) in
      try JUnitFile(path, besides: others)
    }
    annotates = arguments.has(.github) ? .github : .none
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    // Only what is written of pictures that are well makes memory grow with their number.
    let tellsOfAll = junit != nil || report != nil
    var verdicts = Verdicts(
      keeping: tellsOfAll ? Verdict.Status.well : telling.contains(.line) ? [.within] : [])
    var job = job
    job.report = try openReport()
    let junitFile = try junit?.open()
    verdicts.surroundings = try compareFolders(job, progress) { verdicts.add($0) }
    let failures = [
      failure { () throws(UpsampleError) in try job.report?.finish(verdicts) },
      failure { () throws(UpsampleError) in
        try junitFile?.finish(junitReport(verdicts, of: job.expected, allowing: allowed))
      },
    ].compactMap { $0 }
    // What was found is told also where a report of it can't be written.
    try tell(verdicts)
    if telling.contains(.warnings) {
      for warning in warnings(verdicts) { Console.note("warning: \(warning)") }
    }
    for failure in failures.dropFirst() { Console.report(failure) }
    if let failure = failures.first { throw failure }
    return ExitStatus(verdicts.outcome(allowing: allowed))
  }

  private func warnings(_ verdicts: Verdicts) -> [String] {
    let lack = "neither \(job.expected) nor \(job.actual) has a PNG or JPEG file"
    return (verdicts.total == 0 ? [lack] : []) + verdicts.warnings
      + (verdicts.surroundings?.warnings ?? []) + job.rules.warnings
  }

  private func openReport() throws(UpsampleError) -> FolderReport? {
    guard let report else { return nil }
    let opened = try FolderReport(
      report,
      of: ReportSubject(
        job.expected, job.actual, allowing: allowed, options: arguments.decidingVerdicts))
    try Sandbox(arguments).narrow()
    return opened
  }

  private func tell(_ verdicts: Verdicts) throws(UpsampleError) {
    let all = verdicts.worstFirst
    let listed = all.filter {
      !Verdict.Status.well.contains($0.status)
        || telling.contains(.line) && $0.status == .within
    }
    if annotates == .github {
      try Console.print(
        githubAnnotations(
          all.filter { !allowed.contains($0.status) }, of: job.expected, job.actual))
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

/// What `body` throws, if anything.
private func failure(of body: () throws(UpsampleError) -> Void) -> UpsampleError? {
  do throws(UpsampleError) {
    try body()
    return nil
  } catch {
    return error
  }
}

extension ComparisonJob {
  /// What the arguments ask for, of which two are folders.
  init(_ arguments: Arguments, _ digests: Digests = .left) throws(UpsampleError) {
    for folder in arguments.operands.prefix(2) { try folder.checkIsFolder() }
    let (expected, actual) = (arguments.operands[0], arguments.operands[1])
    try self.init(
      expected, actual, by: Rules(arguments, in: expected),
      ComparisonOptions(arguments, telling: .summary),
      arguments.has(.decodeEqual) ? .decoded : .trusted, digests)
  }
}

extension Rules {
  /// The thresholds that the arguments give, and the rules of the file that they name or that
  /// lies in the folder of goldens.
  fileprivate convenience init(
    _ arguments: Arguments, in expected: FilePath
  ) throws(UpsampleError) {
    guard arguments[.rules] != FilePath("-") else {
      throw .request(
        RequestFault(
          subject: "--rules", fault: "\"-\" is standard input, and rules are a file",
          remedy: "Name the file; ./- is one of that name."))
    }
    let usual = expected.appending(Self.fileName)
    let path = arguments[.rules] ?? (FileStatus(of: usual, in: AT_FDCWD) == nil ? nil : usual)
    try self.init(standard: Thresholds(arguments), PixelRules(arguments), file: path)
  }
}

extension FilePath {
  fileprivate func checkIsFolder() throws(UpsampleError) {
    guard let status = FileStatus(at: self) else {
      throw .lastFailure(action: "open the folder", name: "\(self)", side: .input)
    }
    guard status.kind != .folder else { return }
    throw .request(
      RequestFault(
        subject: "diff", fault: "\(self) is not a folder, and the other one is",
        remedy: "Name two folders or two pictures."))
  }
}

/// Compares two folders, with progress on standard error.
func compareFolders(
  _ job: ComparisonJob, _ policy: ProgressPolicy, _ body: @escaping (Verdict) -> Void
) throws(UpsampleError) -> Surroundings {
  let line = BatchProgress(policy)
  defer { line?.end() }
  return try compareFolders(
    job, willBegin: { line?.count($0) },
    wording: { error in
      let text = error.withoutRecoveryHint.spellingOptions.description
      return String(text.prefix { $0 != "\n" })
    },
    progress: line.map { $0.add }, didFinish: { line?.addFile() }, body)
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
  /// The options that decide what is said of pictures, with their values.
  fileprivate var decidingVerdicts: [(name: String, values: [String])] {
    let others: Set<OptionName> = [
      .report, .junit, .github, .parents, .jobs, .instructions, .noSandbox, .progress, .quiet,
      .verbose, .json,
    ]
    return command.options.map(\.name).filter { has($0) && !others.contains($0) }.map {
      ($0.rawValue, all($0).map(\.description))
    }
  }

  /// Whether the operands are folders to compare: one of the first two is.
  var areFolders: Bool { operands.prefix(2).contains { FileStatus(at: $0)?.kind == .folder } }
}
