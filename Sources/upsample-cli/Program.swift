import CSandbox
import Glibc
import Upsample

/// The program from its arguments to its exit status.
enum Program {
  static let version = "0.1.0"

  /// The name by which the program was called.
  static var name: FilePath {
    CommandLine.unsafeArgv[0].map { FilePath(cString: $0) } ?? FilePath("upsample")
  }

  /// The arguments after the program's own name, as bytes: file names need not
  /// be UTF-8.
  static var arguments: [FilePath] {
    UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
      .dropFirst()
      .compactMap { $0.map { FilePath(cString: $0) } }
  }

  /// How the program was called, as words of a shell.
  static var commandLine: String { commandLine(arguments) }

  /// The program called with other arguments, as words of a shell.
  static func commandLine(_ arguments: [FilePath]) -> String {
    ([name] + arguments).map(\.quotedForShell).joined(separator: " ")
  }

  static func run(_ arguments: [FilePath]) -> ExitStatus {
    WorkingMemory.keepFreed()
    Console.reserveStandardStreams()
    Signals.install()
    removeTemporaryFilesOnCrash()
    do throws(UpsampleError) {
      try checkRights()
      return try dispatch(Arguments(arguments))
    } catch {
      Console.report(error)
      return ExitStatus(error)
    }
  }

  /// Refuses to work with rights that whoever started the program has not: it would
  /// read and write any file for them.
  private static func checkRights() throws(UpsampleError) {
    guard csb_has_foreign_rights() else { return }
    throw .request(
      RequestFault(
        subject: "\(name)",
        fault: "runs with more rights than whoever started it has, and is not made for that",
        remedy: "Take them from its file: chmod u-s,g-s, setcap -r."))
  }

  private static func dispatch(_ arguments: Arguments) throws(UpsampleError) -> ExitStatus {
    if arguments.has(.help) {
      try Console.print(Help(arguments.command).text)
      return .done
    }
    let instructions: InstructionsChoice? = try arguments.choice(of: .instructions)
    try instructions?.set?.use()
    if arguments.has(.version) {
      try Console.print(arguments.has(.verbose) ? VersionText().text : "upsample \(version)\n")
      return .done
    }
    try arguments.checkFiles()
    try Sandbox(arguments).enter()
    do throws(UpsampleError) {
      return try run(arguments)
    } catch {
      let hinted = arguments.command.accepts(.recover) ? error : error.withoutRecoveryHint
      throw arguments.command.accepts(.quality) ? hinted : hinted.withoutOutputHint
    }
  }

  private static func run(_ arguments: Arguments) throws(UpsampleError) -> ExitStatus {
    // Folders are made only for arguments that the command accepts.
    let command = try command(arguments)
    if arguments.has(.parents), !arguments.has(.dryRun) {
      try arguments.makeParents()
      try Sandbox(arguments).narrow()
    }
    return try command.run()
  }

  private static func command(_ arguments: Arguments) throws(UpsampleError) -> any RunnableCommand {
    switch arguments.command.name {
    case .upsample: try UpsampleCommand(arguments)
    case .batch: try BatchCommand(arguments)
    case .roundtrip: try RoundTripCommand(arguments)
    case .diff where arguments.areFolders && arguments.has(.approve): try ApproveCommand(arguments)
    case .diff where arguments.areFolders: try FolderDiffCommand(arguments)
    case .diff: try DiffCommand(arguments)
    case .kernel: try KernelCommand(arguments)
    case .model: try ModelCommand(arguments)
    case .fit where arguments.has(.merge): try FitMergeCommand(arguments)
    case .fit where arguments.has(.bank): try FitBankCommand(arguments)
    case .fit: try FitCommand(arguments)
    case .op: try OpCommand(arguments)
    case .explain: try ExplainCommand(arguments)
    case .completions: try CompletionsCommand(arguments)
    case .help: try HelpCommand(arguments)
    case .man: try ManCommand(arguments)
    }
  }
}

/// A command whose arguments have been read.
protocol RunnableCommand {
  func run() throws(UpsampleError) -> ExitStatus
}
