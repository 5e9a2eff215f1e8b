import Upsample

/// The activation that options name, but for its tensor.
struct ActivationArguments {
  private let name: OperationName
  private let slope: Float?
  private let range: (minimum: Float, maximum: Float)

  /// The operations that an activation can be.
  static let names: [OperationName] = [
    .relu, .relu6, .leakyRelu, .prelu, .sigmoid, .tanh, .clip,
  ]

  /// The activation of `--activation`, or `nil` without it.
  init?(_ arguments: Arguments) throws(UpsampleError) {
    guard let text = arguments.text(.activation) else {
      for option in [OptionName.alpha, .clipValueMin, .clipValueMax] where arguments.has(option) {
        throw .usage(option.spelling, "belongs to --activation", arguments.command)
      }
      return nil
    }
    guard let name = OperationName(rawValue: text), Self.names.contains(name) else {
      throw .value(
        text, of: .activation, "is not a word it knows",
        remedy: "Choose among \(Self.names.map(\.rawValue).joined(separator: ", ")).")
    }
    try self.init(name, arguments)
  }

  /// The arguments of the given activation.
  init(_ name: OperationName, _ arguments: Arguments) throws(UpsampleError) {
    self.name = name
    slope = arguments[.alpha]?.number
    range = (
      try arguments.number(.clipValueMin) ?? -.infinity,
      try arguments.number(.clipValueMax) ?? .infinity
    )
    if name == .prelu, arguments[.alpha] == nil {
      throw .usage(OptionName.alpha.spelling, "is missing", arguments.command)
    }
    if name == .leakyRelu, let alpha = arguments[.alpha], slope == nil {
      throw .value(
        "\(alpha)", of: .alpha, "is not a number", remedy: "Give one, or choose prelu.")
    }
  }

  /// The activation with the slopes of `--alpha`, if that names a tensor.
  func activation(alpha: Tensor?) throws(UpsampleError) -> Activation {
    switch name {
    case .relu6: .relu6
    case .leakyRelu: .leakyRelu(alpha: slope ?? 0.2)
    case .prelu: .prelu(alpha: alpha ?? Tensor(repeating: slope ?? 0, shape: [1]))
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .clip: .clip(minimum: range.minimum, maximum: range.maximum)
    default: .relu
    }
  }
}

extension Arguments {
  /// The number that an option has, if it was given.
  func number(_ option: OptionName) throws(UpsampleError) -> Float? {
    guard let text = text(option) else { return nil }
    guard let number = Float(text) else {
      throw .value(text, of: option, "is not a number", remedy: "Give one, such as 0.5.")
    }
    return number
  }

  /// The whole numbers between commas that an option has, if it was given.
  func list(_ option: OptionName) throws(UpsampleError) -> [Int]? {
    guard let text = text(option) else { return nil }
    if text.isEmpty { return [] }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !numbers.contains(nil) else {
      throw .value(
        text, of: option, "is not a list of whole numbers",
        remedy: "Give numbers between commas, such as 1,2.")
    }
    return numbers.compactMap { $0 }
  }

  /// The numbers between commas that an option has, if it was given.
  func numbers(_ option: OptionName) throws(UpsampleError) -> [Float]? {
    guard let text = text(option) else { return nil }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
    guard !numbers.contains(nil) else {
      throw .value(
        text, of: option, "is not a list of numbers",
        remedy: "Give numbers between commas, such as 1.5,2.")
    }
    return numbers.compactMap { $0 }
  }

  /// The list of pairs that an option has.
  func pairs(_ option: OptionName) throws(UpsampleError) -> [[Int]] {
    try required(try list(option), option).pairs
  }

  /// What an option has that the command can't do without.
  func required<Value>(_ value: Value?, _ option: OptionName) throws(UpsampleError) -> Value {
    guard let value else { throw .usage(option.spelling, "is missing", command) }
    return value
  }
}

extension Array {
  /// The elements two by two; of an odd number the last one alone.
  var pairs: [[Element]] {
    stride(from: 0, to: count, by: 2).map { Array(self[$0..<Swift.min(count, $0 + 2)]) }
  }
}
