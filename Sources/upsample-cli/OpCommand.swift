import Upsample

/// `upsample op NAME`: runs one tensor operation on `.npy` files.
struct OpCommand: RunnableCommand {
  private let request: OperationRequest
  private let value: Endpoint
  private let filter: Endpoint?
  private let output: Endpoint
  /// How often the operation is measured.
  private let repetitions: Int

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...1)
    var request = try OperationRequest(arguments.operands[0], arguments)
    value = Endpoint(try arguments.required(.value))
    filter = arguments[.filter].map { Endpoint($0) }
    output = Endpoint(try arguments.required(.output))
    try Self.checkOutput(arguments.required(.output))
    if value == .standardStream, filter == .standardStream {
      throw .usage("--filter", "standard input can't hold the value too", arguments.command)
    }
    if output == .standardStream {
      try Console.checkTakesPictures(
        "a tensor", example: "upsample op conv2d ... --output - > out.npy")
    }
    repetitions = try arguments.text(.repeat).map(repetitionCount) ?? 0
    request.threads = try arguments.text(.jobs).map(threadCount)
    self.request = request
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let value = try request.tensor("value", value)
    let filter = try filter.map { filter throws(UpsampleError) -> Tensor in
      try request.tensor("filter", filter)
    }
    let result = try request.run(value: value, filter: filter)
    if repetitions > 0 { try measure(value, filter) }
    try result.write(npy: output)
    return .done
  }

  /// Refuses a name that is another kind of file's.
  private static func checkOutput(_ path: FilePath) throws(UpsampleError) {
    guard !Endpoint(path).isStream, path.lowercasedExtension != "npy" else { return }
    throw .value(
      "\(path)", of: .output, "is not the name of an array", remedy: "Name it .npy.")
  }

  /// Runs the operation again and tells how long that takes. The run that gave
  /// the result has warmed up caches and threads.
  private func measure(_ value: Tensor, _ filter: Tensor?) throws(UpsampleError) {
    var times: [Double] = []
    for _ in 0..<repetitions {
      let start = ContinuousClock.now
      _ = try request.run(value: value, filter: filter)
      times.append((ContinuousClock.now - start) / .seconds(1))
    }
    times.sort()
    let median = (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    let operations = try request.floatingPointOperations(
      value: value.shape, filter: filter?.shape)
    Console.draw(measurement(least: times[0], median: median, operations: operations) + "\n")
  }
}

/// A measurement in words: `min 3.10 ms, median 3.21 ms, 42.0 GFLOP/s`. Times
/// below a millisecond are given to the tenth of a microsecond.
///
/// - Parameters:
///   - least: The least time of a run, in seconds.
///   - median: The median time of a run, in seconds.
///   - operations: The floating-point operations of a run.
func measurement(least: Double, median: Double, operations: Double) -> String {
  let rate = operations / max(median, 1e-9) / 1e9
  let (least, median) = (milliseconds(least), milliseconds(median))
  return "min \(least) ms, median \(median) ms, \(fixedText(rate, digits: 1)) GFLOP/s"
}

private func milliseconds(_ seconds: Double) -> String {
  fixedText(seconds * 1000, digits: seconds < 0.001 ? 4 : 2)
}

extension OperationRequest {
  /// The operation of the given name and its arguments but for tensors.
  init(_ operand: FilePath, _ arguments: Arguments) throws(UpsampleError) {
    let word = operand.description
    guard let operation = OperationName(rawValue: word), OperationName.windowed.contains(operation)
    else {
      throw .request(
        RequestFault(
          subject: arguments.command.name.rawValue,
          fault: "there is no operation \"\(word.echoed)\"",
          remedy: "Choose among \(arguments.command.words.joined(separator: ", "))."))
    }
    self.init(operation)
    name = arguments.text(.name)
    strides = arguments.argument(.strides)
    padding = arguments.argument(.padding)
    dataFormat = arguments.argument(.dataFormat)
    dilations = arguments.argument(.dilations)
    rate = arguments.argument(.rate)
    ksize = arguments.argument(.ksize)
    guard let shape = arguments[.outputShape] else { return }
    guard shape.lowercasedExtension == "npy" else {
      outputShape = .text(shape.description)
      return
    }
    outputShape = .value(
      try naming("output_shape") { () throws(UpsampleError) -> OutputShape in
        try OutputShape(npy: .file(shape))
      })
  }

  /// Reads the tensor of an argument.
  func tensor(_ argument: String, _ input: Endpoint) throws(UpsampleError) -> Tensor {
    try naming(argument) { () throws(UpsampleError) -> Tensor in try Tensor(npy: input) }
  }

  /// Reads an argument's file. What is wrong with it is told with the call's name,
  /// if it has one.
  private func naming<Argument>(
    _ argument: String, _ read: () throws(UpsampleError) -> Argument
  ) throws(UpsampleError) -> Argument {
    guard let name else { return try read() }
    let call = "the \(argument) of \(operation.rawValue) \"\(name.echoed)\""
    do throws(UpsampleError) {
      return try read()
    } catch .file(let defect) {
      throw .file(
        FileDefect(
          name: "\(defect.name), \(call),", defect: defect.defect, remedy: defect.remedy))
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

extension Arguments {
  /// The argument of an operation that an option gives as text.
  fileprivate func argument<Value>(_ name: OptionName) -> Argument<Value>? {
    text(name).map { .text($0) }
  }

  /// The value of an option that the command can't do without.
  fileprivate func required(_ name: OptionName) throws(UpsampleError) -> FilePath {
    guard let value = self[name] else { throw .usage(name.spelling, "is missing", command) }
    return value
  }
}
