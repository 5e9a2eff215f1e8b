import Upsample

/// The help of a command, 80 columns wide.
struct Help {
  let text: String

  init(_ command: Command) {
    var sections = ["\(command.spelling): \(command.summary)"]
    sections.append(Self.section("Usage", Self.usage(of: command)))
    if !command.examples.isEmpty {
      sections.append(Self.section("Examples", Self.examples(of: command)))
    }
    for group in OptionGroup.allCases {
      let options = command.options.filter { $0.group == group }
      if !options.isEmpty {
        sections.append(Self.section(group.rawValue, options.flatMap(Self.lines)))
      }
    }
    if command.name == .upsample {
      sections.append(Self.section("Commands", Self.commands))
      sections.append(Self.section("Exit status", Self.statuses))
    }
    sections += command.paragraphs.map { wrapped($0, to: 80).joined(separator: "\n") }
    text = sections.joined(separator: "\n\n") + "\n"
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    (["\(title):"] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  private static func usage(of command: Command) -> [String] {
    command.synopses.map { $0.isEmpty ? command.spelling : "\(command.spelling) \($0)" }
  }

  private static func examples(of command: Command) -> [String] {
    let width = command.examples.map(\.line.count).max()! + 3
    let fits = command.examples.allSatisfy { width + $0.meaning.count <= 78 }
    return command.examples.flatMap { example in
      fits
        ? [padded(example.line, to: width) + example.meaning]
        : [example.line, "    \(example.meaning)"]
    }
  }

  private static func lines(of option: Option) -> [String] {
    let indented = option.letter == nil ? "    \(option.signature)" : option.signature
    return columns(indented, option.text, at: 24)
  }

  private static var commands: [String] {
    Command.all.filter { $0.name != .upsample }.flatMap { command in
      columns("\(command.name.rawValue) \(command.synopses[0])", command.summary, at: 28)
    } + ["\"upsample COMMAND --help\" describes a command's own options."]
  }

  private static var statuses: [String] {
    ExitStatus.allCases.map { padded("\($0.rawValue)", to: 5) + $0.meaning }
  }

  /// A term, and beside it from column `column` on what is said of it.
  private static func columns(_ term: String, _ text: String, at column: Int) -> [String] {
    let said = wrapped(text, to: 78 - column)
    let blank = String(repeating: " ", count: column)
    let rest = said.dropFirst().map { blank + $0 }
    if term.count < column { return [padded(term, to: column) + said[0]] + rest }
    return [term, blank + said[0]] + rest
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// The text in lines of at most `width` characters, broken between words.
func wrapped(_ text: String, to width: Int) -> [String] {
  var lines = [""]
  for word in text.split(separator: " ") {
    let last = lines[lines.count - 1]
    if last.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if last.count + 1 + word.count <= width {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}

/// `upsample help [COMMAND]`.
struct HelpCommand: RunnableCommand {
  private let subject: Command

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(0...1)
    guard let word = arguments.operands.first else {
      subject = Command.named(.upsample)
      return
    }
    guard let name = Command.Name(rawValue: word.description) else {
      let words = arguments.command.words.joined(separator: ", ")
      throw .usage("help", "there is no command \(word.echoed), only \(words)", .named(.upsample))
    }
    subject = Command.named(name)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    try Console.print(Help(subject).text)
    return .done
  }
}
