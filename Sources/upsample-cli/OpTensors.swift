import Upsample

/// The tensors that an operation works on.
struct OpTensors {
  /// The value, and of operations on several tensors the others behind it.
  let values: [Tensor]
  private let named: [OptionName: Tensor]

  /// The tensor of an option, if it was given.
  subscript(option: OptionName) -> Tensor? { named[option] }

  /// The options that name tensors.
  static let options: [OptionName] = [.filter, .bias, .alpha, .gradient]

  /// Where the tensors come from.
  struct Inputs {
    let values: [TensorInput]
    fileprivate let named: [(OptionName, TensorInput)]

    /// - Parameter operands: The operands that name tensors.
    init(_ arguments: Arguments, operands: ArraySlice<FilePath>) throws(UpsampleError) {
      var values: [TensorInput] = []
      if let value = arguments[.value] { values.append(try TensorInput(value, of: .value)) }
      for operand in operands { values.append(try TensorInput(operand, of: .value)) }
      var named: [(OptionName, TensorInput)] = []
      for option in OpTensors.options {
        // A slope for all channels is no tensor.
        guard let argument = arguments[option], option != .alpha || argument.number == nil else {
          continue
        }
        named.append((option, try TensorInput(argument, of: option)))
      }
      (self.values, self.named) = (values, named)
      let stream = TensorInput.file(.standardStream)
      let others = named.filter { $0.1 == stream }
      let count = values.filter { $0 == stream }.count + others.count
      guard count <= 1 else {
        throw .usage(
          others.last?.0.spelling ?? "op",
          count == others.count + 1
            ? "standard input can't hold the value too" : "standard input can't hold two tensors",
          arguments.command)
      }
    }
  }

  /// Reads and makes the tensors. What is wrong with a file is told with the operation's
  /// name, if it has one.
  init(_ inputs: Inputs, subject: OpSubject) throws(UpsampleError) {
    values = try inputs.values.map { input throws(UpsampleError) in
      try subject.naming("value") { () throws(UpsampleError) in try input.tensor() }
    }
    var named: [OptionName: Tensor] = [:]
    for (option, input) in inputs.named {
      named[option] = try subject.naming(option.rawValue) { () throws(UpsampleError) in
        try input.tensor()
      }
    }
    self.named = named
  }
}

extension FilePath {
  /// The number that the argument is, if it is one.
  var number: Float? { Float(description) }
}

/// The operation of a command line, as errors name it.
struct OpSubject {
  let operation: String
  let label: String?

  /// Reads an argument's file. What is wrong with it is told with the call's name,
  /// if it has one.
  func naming<Argument>(
    _ argument: String, _ read: () throws(UpsampleError) -> Argument
  ) throws(UpsampleError) -> Argument {
    guard let label else { return try read() }
    let call = "the \(argument) of \(operation) \"\(label.echoed)\""
    do throws(UpsampleError) {
      return try read()
    } catch .file(let defect) {
      throw .file(
        FileDefect(name: "\(defect.name), \(call),", defect.values))
    } catch .system(let failure) {
      throw .system(
        SystemFailure(
          action: failure.action, name: "\(failure.name), \(call)", side: failure.side,
          code: failure.code, remedy: failure.remedy))
    } catch {
      throw error
    }
  }
}
