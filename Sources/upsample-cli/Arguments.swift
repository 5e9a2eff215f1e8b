import Upsample

/// The program's arguments, sorted into command, options and operands.
struct Arguments {
  private(set) var command = Command.named(.upsample)
  /// The arguments that are neither options, their values, nor the command.
  private(set) var operands: [FilePath] = []
  private var values: [OptionName: [FilePath]] = [:]
  /// The options in the order in which they were given.
  private var given: [OptionName] = []

  /// Sorts arguments. Options may stand anywhere before `--`; the last of a
  /// kind counts; the first operand before `--` may name the command. A folder
  /// and its output need not: they are a batch.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for an unknown option, one that
  ///   does not belong to the command, and a value that is missing or too many.
  init(_ arguments: [FilePath]) throws(UpsampleError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == FilePath("--") {
        for operand in rest { try addOperand(operand) }
        break
      }
      if !argument.looksLikeOption {
        if operands.isEmpty, !namesCommand, let name = Command.Name(argument) {
          command = Command.named(name)
        } else {
          try addOperand(argument)
        }
      } else if argument.bytes.starts(with: [.dash, .dash]) {
        try addLongOption(argument, &rest)
      } else {
        try addShortOption(argument, &rest)
      }
    }
    if command.name == .upsample, operands.count == 2,
      FileStatus(at: operands[0])?.kind == .folder
    {
      command = Command.named(.batch)
    }
    try checkOptionsBelong()
  }

  /// Whether the option was given.
  func has(_ name: OptionName) -> Bool { given.contains(name) }

  /// The value of the option, if it was given.
  subscript(name: OptionName) -> FilePath? { values[name]?.last }

  /// The values of an option that may be given several times, in their order.
  func all(_ name: OptionName) -> [FilePath] { values[name] ?? [] }

  /// The value of the option as text, if it was given.
  func text(_ name: OptionName) -> String? { self[name]?.description }

  /// The number of threads, if it was given.
  func threads() throws(UpsampleError) -> Int? { try text(.jobs).map(threadCount) }

  /// The value of an option that takes one of a few words, if it was given.
  func choice<Choice>(of name: OptionName) throws(UpsampleError) -> Choice?
  where Choice: CaseIterable & RawRepresentable<String> {
    guard let text = text(name) else { return nil }
    return try Choice(text, of: name)
  }

  /// Refuses more or fewer operands than the command takes.
  func checkOperandCount(_ range: ClosedRange<Int>) throws(UpsampleError) {
    if operands.count < range.lowerBound {
      let names = command.operandNames.dropFirst(operands.count).prefix(
        range.lowerBound - operands.count)
      let verb = names.count == 1 ? "is" : "are"
      throw .usage(
        command.name.rawValue, "\(names.joined(separator: " and ")) \(verb) missing", command)
    }
    if operands.count > range.upperBound {
      let extra = operands[range.upperBound]
      throw .usage(command.name.rawValue, "the operand \(extra.echoed) is one too many", command)
    }
  }

  private var namesCommand: Bool { command.name != .upsample }

  private mutating func addOperand(_ operand: FilePath) throws(UpsampleError) {
    if operand.bytes.isEmpty {
      throw .usage("an operand", "a file name can't be empty", command)
    }
    operands.append(operand)
  }

  private mutating func addLongOption(
    _ argument: FilePath, _ rest: inout ArraySlice<FilePath>
  ) throws(UpsampleError) {
    let bytes = argument.bytes.dropFirst(2)
    let end = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.endIndex
    let word = FilePath(bytes: Array(bytes[..<end])).description
    guard let name = OptionName(rawValue: word) else {
      throw .unknownOption(argument, "--\(word.echoed)", command)
    }
    let attached = end < bytes.endIndex ? FilePath(bytes: Array(bytes[(end + 1)...])) : nil
    try add(Option.named(name, of: command.name), attached, &rest)
  }

  private mutating func addShortOption(
    _ argument: FilePath, _ rest: inout ArraySlice<FilePath>
  ) throws(UpsampleError) {
    // No value that is attached to a letter ends as pictures do, or spells an option.
    let word = FilePath(bytes: Array(argument.bytes.dropFirst())).description
    guard let option = Option.withLetter(argument.bytes[1]), !argument.endsAsPicture,
      OptionName(rawValue: word) == nil
    else {
      throw .unknownOption(argument, argument.echoed, command)
    }
    let attached = FilePath(bytes: Array(argument.bytes.dropFirst(2)))
    try add(option, attached.bytes.isEmpty ? nil : attached, &rest)
  }

  private mutating func add(
    _ option: Option, _ attached: FilePath?, _ rest: inout ArraySlice<FilePath>
  ) throws(UpsampleError) {
    given.append(option.name)
    guard let placeholder = option.value.placeholder else {
      if let attached {
        throw .usage(
          option.spelling, "takes no value, but is given \"\(attached.echoed)\"", command)
      }
      return
    }
    guard let value = attached ?? rest.popValue() else {
      if rest.isEmpty {
        throw .usage(option.spelling, "the value \(placeholder) is missing", command)
      }
      throw .request(
        RequestFault(
          subject: option.spelling, fault: "the value \(placeholder) is missing",
          remedy: "A value that begins with a dash is written \(option.spelling)=-..."))
    }
    values[option.name, default: []].append(value)
  }

  private func checkOptionsBelong() throws(UpsampleError) {
    for name in given where !command.accepts(name) {
      if command.name == .upsample, Command.named(.batch).accepts(name) {
        throw .request(
          RequestFault(
            subject: name.spelling, fault: "is an option for folders",
            remedy: "Give a folder and its output: upsample batch IN OUT."))
      }
      let hint = FamiliarOption.hint(for: name.rawValue, of: command).map { "\($0) " } ?? ""
      throw .request(
        RequestFault(
          subject: name.spelling, fault: "is not an option of \"\(command.spelling)\"",
          remedy: "\(hint)See \"\(command.spelling) --help\"."))
    }
  }
}

extension UpsampleError {
  /// Wrong usage of which the command's help says what would be right.
  static func usage(_ subject: String, _ fault: String, _ command: Command) -> UpsampleError {
    .request(
      RequestFault(
        subject: subject, fault: fault, remedy: "See \"\(command.spelling) --help\"."))
  }

  fileprivate static func unknownOption(
    _ argument: FilePath, _ spelling: String, _ command: Command
  ) -> UpsampleError {
    let word = String(spelling.drop { $0 == "-" })
    let nearest = nearestName(to: word, among: command.options.map(\.name.rawValue))
      .map { "The nearest is --\($0)." }
    let hint =
      argument.isPictureOrFile
      ? "For a file of that name write ./\(argument.echoed) or put -- before it. "
      : (FamiliarOption.hint(for: word, of: command) ?? nearest).map { "\($0) " } ?? ""
    return .request(
      RequestFault(
        subject: spelling, fault: "there is no such option",
        remedy: "\(hint)\"\(command.spelling) --help\" lists them all."))
  }
}

extension Command.Name {
  /// The command that an operand names, if it names one.
  init?(_ operand: FilePath) {
    self.init(rawValue: operand.description)
    if self == .upsample { return nil }
  }
}

extension Option {
  fileprivate static func withLetter(_ byte: UInt8) -> Option? {
    all.first { $0.letter?.asciiValue == byte }
  }
}

extension FilePath {
  /// Whether the argument is an option and not an operand: `-` is an operand.
  fileprivate var looksLikeOption: Bool { bytes.first == .dash && bytes.count > 1 }

  /// Whether the argument names a file that is there, or ends as pictures do.
  fileprivate var isPictureOrFile: Bool {
    endsAsPicture || FileStatus(at: self) != nil
  }

  var endsAsPicture: Bool { ImageFormat.allCases.contains { $0.isUsual(for: self) } }

  /// Whether the argument can follow an option as its value. What begins with
  /// a dash is an option unless it is a negative number.
  fileprivate var looksLikeValue: Bool {
    !looksLikeOption || bytes[1].isDigit
  }
}

extension ArraySlice<FilePath> {
  fileprivate mutating func popValue() -> FilePath? {
    guard let next = first, next.looksLikeValue else { return nil }
    return removeFirst()
  }
}

extension UInt8 {
  static let dash = UInt8(ascii: "-")
}
