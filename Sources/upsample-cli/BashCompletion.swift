/// The completion script of bash.
enum BashCompletion {
  static var script: String {
    """
    # bash completion for upsample

    _upsample() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
      if [[ $cur == '=' ]]; then
        cur=
      elif [[ $prev == '=' ]]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
      fi
      COMPREPLY=()

      case $prev in
    \(values)
      esac

      local command=${COMP_WORDS[1]}
      if [[ $cur == -* ]]; then
        case $command in
    \(options)
        esac
      elif (( COMP_CWORD == 1 )); then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -W '\(commands)' -- "$cur"; compgen -f -- "$cur")
      else
        case $command in
    \(operands)
        esac
      fi
    }

    complete -o default -F _upsample upsample

    """
  }

  private static var values: String {
    Option.all.filter { $0.value.placeholder != nil && !$0.value.isFileAlone }.map { option in
      let pattern = option.forms.joined(separator: "|")
      let words = option.value.words
      if words.isEmpty { return "    \(pattern)) compopt +o default; return ;;" }
      let found = "mapfile -t COMPREPLY < <(compgen -W '\(joined(words))' -- \"$cur\""
      guard option.value.namesFile else { return "    \(pattern)) \(found)); return ;;" }
      return """
            \(pattern))
              compopt -o filenames
              \(found); compgen -f -- "$cur")
              return
              ;;
        """
    }.joined(separator: "\n")
  }

  private static var options: String {
    (Command.subcommands + [Command.named(.upsample)]).map { command in
      let pattern = command.name == .upsample ? "*" : command.name.rawValue
      let words = joined(command.options.map(\.spelling))
      return "      \(pattern)) mapfile -t COMPREPLY < <(compgen -W '\(words)' -- \"$cur\") ;;"
    }.joined(separator: "\n")
  }

  private static var operands: String {
    Command.subcommands.filter { !$0.words.isEmpty }.map { command in
      let found = "mapfile -t COMPREPLY < <(compgen -W '\(joined(command.words))' -- \"$cur\")"
      return "      \(command.name.rawValue)) \(found) ;;"
    }.joined(separator: "\n")
  }

  private static var commands: String { joined(Command.subcommands.map(\.name.rawValue)) }

  private static func joined(_ words: [String]) -> String { words.joined(separator: " ") }
}

extension OptionValue {
  fileprivate var isFileAlone: Bool { namesFile && words.isEmpty }
}
