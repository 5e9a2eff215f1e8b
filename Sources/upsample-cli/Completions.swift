import Upsample

/// The shells that a completion script can be printed for.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The completion script, from the tables of commands and options.
  var script: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }
}

/// `upsample completions bash|zsh|fish`.
struct CompletionsCommand: RunnableCommand {
  private let shell: Shell

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...1)
    let word = arguments.operands[0]
    guard let shell = Shell(rawValue: word.description) else {
      let words = arguments.command.words.joined(separator: ", ")
      throw .usage("completions", "\"\(word.echoed)\" is none of \(words)", arguments.command)
    }
    self.shell = shell
  }

  func run() throws(UpsampleError) -> ExitStatus {
    try Console.print(shell.script)
    return .done
  }
}

extension Command {
  /// The commands that a word selects.
  static var subcommands: [Command] { all.filter { $0.name != .upsample } }
}

extension Option {
  /// The forms of the option, as `-s` and `--scale`.
  var forms: [String] { (letter.map { ["-\($0)"] } ?? []) + [spelling] }
}

extension String {
  /// The text as one word of a shell, in single quotes.
  func shellQuoted(_ quote: String = "'\\''") -> String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: quote) + "'"
  }
}
