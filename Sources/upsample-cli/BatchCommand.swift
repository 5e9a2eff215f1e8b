import Glibc
import Upsample
import UpsampleBatch

/// `upsample batch IN OUT`: makes the pictures of a folder, and of those within,
/// larger.
struct BatchCommand: RunnableCommand {
  private let arguments: Arguments
  private let options: UpsampleOptions
  private let telling: Telling
  private let progress: ProgressPolicy
  private let mode: Mode
  private let shard: Shard?

  private var output: FilePath { arguments.operands[1] }

  /// What is done with the pictures of the folder.
  fileprivate enum Mode: Equatable {
    case upsample(BatchAction)
    case list
    case verify
  }

  init(_ arguments: Arguments) throws(UpsampleError) {
    self.arguments = arguments
    try arguments.checkOperandCount(2...2)
    try Self.checkInput(arguments.operands[0], arguments.operands[1])
    options = try UpsampleOptions(arguments)
    telling = try Telling(arguments)
    progress = try ProgressPolicy(arguments)
    mode = try Mode(arguments)
    shard = try ShardOption(arguments).shard(in: arguments.operands[1])
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var request = BatchRequest(arguments.operands[0], to: output, UpsampleJob(options))
    if let shard { request.owns = shard.owns }
    switch mode {
    case .upsample(let action): return try upsample(request, action)
    case .list:
      if let shard { try RunState.check(shard, of: output) }
      return try BatchListing(request, arguments).run()
    case .verify: return try BatchVerification(request, shard, arguments, telling).run()
    }
  }

  private func upsample(
    _ request: BatchRequest<UpsampleJob>, _ action: BatchAction
  ) throws(UpsampleError) -> ExitStatus {
    var request = request
    request.isStopped = { Signals.isStopRequested }
    if action == .make { Signals.letFilesAtHandEnd() }
    let report = try arguments[.report].map { path throws(UpsampleError) in
      try ReportFile(path, besides: request)
    }
    request.openJournal = { [job = request.job, shard, arguments] (output) throws(UpsampleError) in
      if action == .make { try Sandbox(arguments).narrow() }
      let state = try RunState(
        in: output, of: job, shard: shard, for: action == .make ? .making : .looking,
        isStopped: { Signals.isStopRequested })
      if action == .make { try ShardReport.check(shard, in: output) }
      return state
    }
    let line = BatchProgress(progress)
    request.willBegin = { [request] () throws(UpsampleError) in
      try report?.open()
      // Threads keep the rights that there were when they began.
      line?.count(request)
    }
    let teller = BatchTeller(telling, arguments, jobs: options.jobs, line, report)
    let start = ContinuousClock.now
    let summary = try runBatch(
      request, action, progress: line.map { $0.add }, tell: teller.tell)
    line?.end()
    let time = ContinuousClock.now - start
    try teller.tell(summary, action, in: output, after: time)
    if let silence = summary.silence { throw silence }
    if action == .make, summary.isWhole {
      try ShardReport(summary, of: request.job, after: time).write(shard, in: output)
    }
    if summary.isStopped { tellHowToGoOn() }
    return status(summary)
  }

  private func status(_ summary: BatchSummary) -> ExitStatus {
    if let cause = summary.cause { return ExitStatus(cause) }
    if summary.isStopped { return .stopped }
    return summary.failed > 0 ? .partlyDone : .done
  }

  private func tellHowToGoOn() {
    guard telling.contains(.warnings) else { return }
    Console.note("stopped with the files at hand done. To go on:\n  \(resumingCommand)")
  }

  /// The command by which the work goes on: this one, with the outputs that are
  /// there left alone.
  private var resumingCommand: String {
    var words = Program.arguments
    if arguments.text(.existing) != ExistingPolicy.skip.rawValue {
      let end = words.firstIndex(of: FilePath("--")) ?? words.endIndex
      words.insert(contentsOf: [FilePath("--existing"), FilePath("skip")], at: end)
    }
    return Program.commandLine(words)
  }

  private static func checkInput(
    _ input: FilePath, _ output: FilePath
  ) throws(UpsampleError) {
    if input == FilePath("-") || output == FilePath("-") {
      throw .request(
        RequestFault(
          subject: "batch", fault: "- is a standard stream, and a batch goes from folder to folder",
          remedy: "Name two folders; one of the name - is ./-."))
    }
    if output.endsAsPicture, FileStatus(at: output) == nil, !output.endsInSlash {
      throw .request(
        RequestFault(
          subject: "output \(output)",
          fault: "is named as a picture, but the pictures of \(input) go to a folder",
          remedy: "Name a folder, as larger; one of this name is \(output)/."))
    }
    guard let status = FileStatus(at: input), status.kind != .folder else { return }
    throw .request(
      RequestFault(
        subject: "batch", fault: "\(input) is not a folder",
        remedy: "For a file: upsample \(input) \(output)"))
  }
}

extension BatchCommand.Mode {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    let given = [OptionName.dryRun, .list, .verify].filter(arguments.has)
    if given.count > 1 {
      throw .usage(given[1].spelling, "contradicts \(given[0].spelling)", arguments.command)
    }
    for (name, owner) in [(OptionName.deep, OptionName.verify), (.null, .list)]
    where arguments.has(name) && given != [owner] {
      throw .usage(name.spelling, "belongs to \(owner.spelling)", arguments.command)
    }
    switch given.first {
    case .list: self = .list
    case .verify: self = .verify
    case .dryRun: self = .upsample(.plan)
    default: self = .upsample(.make)
    }
    if arguments.has(.report), self == .list || self == .verify {
      throw .usage("--report", "contradicts \(given[0].spelling)", arguments.command)
    }
  }
}

extension FilePath {
  /// The name as a word of a shell's command line.
  var quotedForShell: String {
    let plain = bytes.allSatisfy { byte in
      byte.isDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || "-_./=,:@%+".utf8.contains(byte)
    }
    if plain, !bytes.isEmpty { return description }
    if description.utf8.elementsEqual(bytes) {
      return "'" + description.replacing("'", with: "'\\''") + "'"
    }
    // Bytes that are no text, or control characters.
    return "$'"
      + bytes.map { byte in
        switch byte {
        case 0x20..<0x7f where byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\"):
          String(UnicodeScalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
      }.joined() + "'"
  }
}
