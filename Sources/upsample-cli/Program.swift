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

  static func run(_ arguments: [FilePath]) -> ExitStatus {
    keepFreedMemory()
    Console.reserveStandardStreams()
    Signals.install()
    removeTemporaryFilesOnCrash(
      lackOfMemory: "upsample: cannot go on: Cannot allocate memory.\n",
      status: ExitStatus.badOutput.rawValue)
    do throws(UpsampleError) {
      return try dispatch(Arguments(arguments))
    } catch {
      Console.report(error)
      return ExitStatus(error)
    }
  }

  private static func dispatch(_ arguments: Arguments) throws(UpsampleError) -> ExitStatus {
    if arguments.has(.help) {
      try Console.print(Help(arguments.command).text)
      return .done
    }
    if arguments.has(.version) {
      try Console.print("upsample \(version)\n")
      return .done
    }
    try arguments.checkFiles()
    do throws(UpsampleError) {
      return try run(arguments)
    } catch {
      throw arguments.command.accepts(.recover) ? error : error.withoutRecoveryHint
    }
  }

  private static func run(_ arguments: Arguments) throws(UpsampleError) -> ExitStatus {
    // Folders are made only for arguments that the command accepts.
    let command = try command(arguments)
    try arguments.makeParents()
    return try command.run()
  }

  private static func command(_ arguments: Arguments) throws(UpsampleError) -> any RunnableCommand {
    switch arguments.command.name {
    case .upsample: try UpsampleCommand(arguments)
    case .batch: try BatchCommand(arguments)
    case .roundtrip: try RoundTripCommand(arguments)
    case .diff: try DiffCommand(arguments)
    case .kernel: try KernelCommand(arguments)
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
