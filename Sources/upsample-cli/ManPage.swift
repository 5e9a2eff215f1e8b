import Upsample

/// The manual page in roff, from the tables of commands and options.
enum ManPage {
  static var text: String {
    let main = Command.named(.upsample)
    var lines = [
      ".TH UPSAMPLE 1 \"\" \"upsample \(Program.version)\" \"User Commands\"",
      ".SH NAME", "upsample \\- \(escaped(main.summary))",
      ".SH SYNOPSIS", ".nf",
    ]
    lines += Command.all.flatMap(synopses) + [".fi", ".SH DESCRIPTION"]
    lines += main.paragraphs.flatMap { [".PP", escaped($0)] }
    lines += [".SH EXAMPLES"] + main.examples.flatMap(lines(of:))
    lines += [".SH OPTIONS", "What holds without an option stands in brackets."]
    for group in OptionGroup.allCases {
      let options = main.options.filter { $0.group == group }
      if !options.isEmpty { lines += [".SS \(group.rawValue)"] + options.flatMap(lines(of:)) }
    }
    lines += [".SH COMMANDS", "The first operand may name one of these."]
    lines += Command.all.filter { $0.name != .upsample }.flatMap(section)
    lines += [".SH EXIT STATUS"]
    lines += ExitStatus.allCases.flatMap { item("\($0.rawValue)", $0.meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func synopses(of command: Command) -> [String] {
    command.synopses.map { synopsis in
      "\\fB\(escaped(command.spelling))\\fR \(escaped(synopsis))"
    }
  }

  private static func section(of command: Command) -> [String] {
    let own = command.options.filter { option in
      option.command == command.name || !Command.named(.upsample).accepts(option.name)
    }
    return [".SS \(escaped("\(command.name.rawValue) \(command.synopses[0])"))"]
      + ["The command \(escaped(command.summary))."]
      + command.paragraphs.flatMap { [".PP", escaped($0)] }
      + own.flatMap(lines(of:)) + command.examples.flatMap(lines(of:))
  }

  private static func lines(of option: Option) -> [String] {
    item(option.signature, option.text + ".")
  }

  private static func lines(of example: Command.Example) -> [String] {
    item(example.line, example.meaning)
  }

  private static func item(_ term: String, _ text: String) -> [String] {
    [".TP", "\\fB\(escaped(term))\\fR", escaped(text)]
  }

  /// Text in which no character has a meaning for roff.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "~": escaped += "\\(ti"
      case "." where escaped.isEmpty: escaped += "\\&."
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

/// `upsample man`.
struct ManCommand: RunnableCommand {
  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(0...0)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    try Console.print(ManPage.text)
    return .done
  }
}
