/// The completion script of fish.
enum FishCompletion {
  static var script: String {
    let lines = ["# fish completion for upsample"] + commands + options
    return lines.joined(separator: "\n") + "\n"
  }

  private static var commands: [String] {
    Command.subcommands.flatMap { command in
      let name = command.name.rawValue
      let offered = complete("__fish_is_first_arg", "-a \(name)", command.summary)
      guard !command.words.isEmpty else { return [offered] }
      let words = command.words.joined(separator: " ")
      let files = command.firstOperand.namesFile ? "" : " -f"
      return [
        offered,
        "complete -c upsample -n '__fish_seen_subcommand_from \(name)'\(files) -a '\(words)'",
      ]
    }
  }

  private static var options: [String] {
    Command.all.flatMap { command in
      command.options.map { complete(condition(for: command), flags(of: $0), $0.summary) }
    }
  }

  private static func complete(_ condition: String, _ flags: String, _ summary: String) -> String {
    "complete -c upsample -n '\(condition)' \(flags) -d \(summary.shellQuoted("\\'"))"
  }

  private static func condition(for command: Command) -> String {
    guard command.name == .upsample else {
      return "__fish_seen_subcommand_from \(command.name.rawValue)"
    }
    let names = Command.subcommands.map(\.name.rawValue).joined(separator: " ")
    return "not __fish_seen_subcommand_from \(names)"
  }

  private static func flags(of option: Option) -> String {
    let names = (option.letter.map { "-s \($0) " } ?? "") + "-l \(option.name.rawValue)"
    guard option.value.placeholder != nil else { return names }
    let words = option.value.words.joined(separator: " ")
    let offered = words.isEmpty ? "" : " -a '\(words)'"
    return names + (option.value.namesFile ? " -r" : " -x") + offered
  }
}
