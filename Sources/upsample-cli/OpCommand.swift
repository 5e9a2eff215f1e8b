import Upsample

/// `upsample op NAME`, `op gradient NAME` and `op model`: runs one tensor operation or a
/// network on `.npy` files or on tensors that are made.
struct OpCommand: RunnableCommand {
  private let call: OpCall
  private let inputs: OpTensors.Inputs
  private let output: Endpoint?
  /// Whether the result is printed.
  private let prints: Bool
  /// How often the operation is measured.
  private let repetitions: Int

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...64)
    let isGradient = arguments.operands[0] == FilePath(OpCall.gradientWord)
    let operands = arguments.operands.dropFirst(isGradient ? 1 : 0)
    guard let name = operands.first else {
      throw .usage("op", "NAME is missing", arguments.command)
    }
    inputs = try OpTensors.Inputs(arguments, operands: operands.dropFirst())
    call =
      if isGradient {
        try OpCall(gradientOf: name, arguments)
      } else if name == FilePath(OpCall.modelWord) {
        try OpCall(networkOf: arguments)
      } else {
        try OpCall(name, arguments)
      }
    guard call.valueCount.contains(inputs.values.count) else {
      throw .usage(
        OptionName.value.spelling,
        inputs.values.isEmpty
          ? "is missing"
          : "\(inputs.values.count) tensors were given, but \(call.subject.operation) takes "
            + (call.valueCount.count == 1 ? "\(call.valueCount.lowerBound)" : "more"),
        arguments.command)
    }
    prints = arguments.has(.print)
    output = arguments[.output].map { Endpoint($0) }
    guard let path = arguments[.output] else {
      guard prints else {
        throw .usage(OptionName.output.spelling, "is missing", arguments.command)
      }
      repetitions = try arguments.text(.repeat).map(repetitionCount) ?? 0
      return
    }
    try Self.checkOutput(path)
    repetitions = try arguments.text(.repeat).map(repetitionCount) ?? 0
    guard output == .standardStream else { return }
    if prints {
      throw .usage(
        OptionName.print.spelling, "standard output can't hold the file too", arguments.command)
    }
    try Console.checkTakesPictures(
      "a tensor", example: "upsample op conv2d ... --output - > out.npy")
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let tensors = try OpTensors(inputs, subject: call.subject)
    let result = try call.run(tensors)
    if repetitions > 0 { try measure(tensors) }
    if prints { try Console.print("\(result)\n") }
    if let output { try result.write(npy: output) }
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
  private func measure(_ tensors: OpTensors) throws(UpsampleError) {
    var times: [Double] = []
    for _ in 0..<repetitions {
      let start = ContinuousClock.now
      _ = try call.run(tensors)
      times.append((ContinuousClock.now - start) / .seconds(1))
    }
    times.sort()
    let median = (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    let operations = try call.floatingPointOperations(tensors)
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
