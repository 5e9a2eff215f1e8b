/// The completion script of zsh.
enum ZshCompletion {
  static var script: String {
    """
    #compdef upsample

    _upsample() {
      local command=$words[2]
      if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        local -a commands=(
    \(commands)
        )
        _describe command commands
        _files
        return
      fi
      case $command in
    \(subcommands)
        *)
          _arguments -S \\
    \(arguments(of: .named(.upsample)))
            '*:file:_files'
          ;;
      esac
    }

    if [[ $funcstack[1] == _upsample ]]; then
      _upsample "$@"
    else
      compdef _upsample upsample
    fi

    """
  }

  private static var commands: String {
    Command.subcommands.map { "      \("\($0.name.rawValue):\($0.summary)".shellQuoted())" }
      .joined(separator: "\n")
  }

  private static var subcommands: String {
    Command.subcommands.map { command in
      let completion = completion(of: command.firstOperand)
      let operand = command.words.isEmpty ? "" : " \\\n        '2:word:\(completion)'"
      return """
            \(command.name.rawValue))
              _arguments -S \\
        \(arguments(of: command))
                '1:command:'\(operand)
              ;;
        """
    }.joined(separator: "\n")
  }

  private static func arguments(of command: Command) -> String {
    command.options.map { "        \(argument(for: $0)) \\" }.joined(separator: "\n")
  }

  /// An option as `_arguments` wants it: names that exclude each other, forms,
  /// explanation, and what its value can be.
  private static func argument(for option: Option) -> String {
    let told = "[\(escaped(option.summary))]"
    guard let placeholder = option.value.placeholder else {
      return names(of: option, option.forms) + (told).shellQuoted()
    }
    let forms = option.forms.map { $0.hasPrefix("--") ? "\($0)=" : "\($0)+" }
    return names(of: option, forms)
      + "\(told):\(placeholder):\(completion(of: option.value))".shellQuoted()
  }

  private static func names(of option: Option, _ forms: [String]) -> String {
    guard forms.count > 1 else { return forms[0] }
    return "'(\(option.forms.joined(separator: " ")))'{\(forms.joined(separator: ","))}"
  }

  private static func completion(of value: OptionValue) -> String {
    let words = value.words.joined(separator: " ")
    if words.isEmpty { return value.namesFile ? "_files" : " " }
    return value.namesFile
      ? "{compadd -- \(words); _files}"
      : "(\(words))"
  }

  /// An explanation in which no character has a meaning for `_arguments`.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "[]:\\".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
