import Glibc
import Upsample

/// `upsample batch IN OUT`: makes the pictures of a folder, and of those within,
/// larger.
struct BatchCommand {
  private let arguments: Arguments
  private let options: UpsampleOptions
  private let telling: Telling
  private let progress: ProgressPolicy
  private let action: BatchAction

  init(_ arguments: Arguments) throws(UpsampleError) {
    self.arguments = arguments
    try arguments.checkOperandCount(2...2)
    try Self.checkInput(arguments.operands[0], arguments.operands[1])
    options = try UpsampleOptions(arguments)
    telling = try Telling(arguments)
    progress = try ProgressPolicy(arguments)
    action = arguments.has(.dryRun) ? .plan : .make
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var request = BatchRequest(arguments.operands[0], to: arguments.operands[1], options: options)
    request.isStopped = { Signals.isStopRequested }
    if action == .make { Signals.letFilesAtHandEnd() }
    let report = try arguments[.report].map { path throws(UpsampleError) in
      try ReportFile(path)
    }
    request.willBegin = report?.open
    request.openJournal = { [options] (output) throws(UpsampleError) in
      try RunState(in: output, options: options, shard: nil)
    }
    let line = BatchProgress(progress, request)
    let teller = BatchTeller(
      telling, kernel: arguments.text(.kernel) ?? "bilinear", jobs: options.jobs, line, report)
    let start = ContinuousClock.now
    let summary = try upsampleFolder(
      request, action, progress: line.map { $0.add }, tell: teller.tell)
    line?.end()
    try teller.tell(summary, action, request, after: ContinuousClock.now - start)
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
    return (["upsample"] + words.map(\.quotedForShell)).joined(separator: " ")
  }

  private static func checkInput(
    _ input: FilePath, _ output: FilePath
  ) throws(UpsampleError) {
    guard let status = FileStatus(at: input), status.kind != .folder else { return }
    throw .request(
      RequestFault(
        subject: "batch", fault: "\(input) is not a folder",
        remedy: "For a file: upsample \(input) \(output)"))
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
