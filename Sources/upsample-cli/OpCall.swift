import Upsample
import UpsampleNetworks

/// A call of one operation: everything but its tensors.
struct OpCall {
  let subject: OpSubject
  /// How many values it takes.
  let valueCount: ClosedRange<Int>
  private let compute: (OpTensors) throws(UpsampleError) -> Tensor
  private let operations: (OpTensors) throws(UpsampleError) -> Double

  /// The word before the name of a convolution whose gradient is meant.
  static let gradientWord = "gradient"

  /// Computes the result.
  func run(_ tensors: OpTensors) throws(UpsampleError) -> Tensor { try compute(tensors) }

  /// The number of useful floating-point operations.
  func floatingPointOperations(_ tensors: OpTensors) throws(UpsampleError) -> Double {
    try operations(tensors)
  }

  /// The operation of the given name and its arguments but for tensors.
  init(_ operand: FilePath, _ arguments: Arguments) throws(UpsampleError) {
    let name = try OperationName(operand, among: OperationName.allCases, arguments)
    try arguments.checkArguments(of: name)
    subject = OpSubject(operation: name.rawValue, label: arguments.text(.name))
    if let plain = try PlainOperation(name, arguments) {
      valueCount = plain.valueCount
      compute = plain.compute
      operations = { tensors throws(UpsampleError) in
        Double(tensors.values.reduce(0) { $0 + $1.scalars.count })
      }
      return
    }
    let request = try OperationRequest(name, arguments)
    let activation = try ActivationArguments(arguments)
    let complete = { (tensors: OpTensors) throws(UpsampleError) -> OperationRequest in
      var request = request
      request.bias = tensors[.bias]
      request.activation = try activation?.activation(alpha: tensors[.alpha])
      return request
    }
    valueCount = 1...1
    compute = { tensors throws(UpsampleError) in
      try complete(tensors).run(value: tensors.values[0], filter: tensors[.filter])
    }
    operations = request.operations
  }

  /// The word of what a network makes.
  static let modelWord = "model"

  /// The network that the arguments name.
  init(networkOf arguments: Arguments) throws(UpsampleError) {
    try arguments.checkModelArguments()
    guard let path = arguments[.model] else {
      throw .usage(OptionName.model.spelling, "is missing", arguments.command)
    }
    let format: DataFormat? = try arguments.choice(of: .dataFormat)
    let threads = try arguments.threads().map(ThreadBudget.init(shared:)) ?? .processors
    subject = OpSubject(operation: Self.modelWord, label: arguments.text(.name))
    valueCount = 1...1
    let model =
      if let learned = try arguments.learnedNetwork(named: path) {
        learned.network.model(scale: learned.scale)
      } else {
        try NetworkFile(path).model
      }
    compute = { tensors throws(UpsampleError) in
      try model(tensors.values[0], dataFormat: format, threads: threads)
    }
    operations = { tensors throws(UpsampleError) in
      let shape = tensors.values[0].shape
      let first = shape[1] == model.inputChannels ? 2 : 1
      let graph = try model.graph(height: shape[first], width: shape[first + 1])
      return 2 * graph.multiplyAdds * Double(shape[0])
    }
  }

  /// The gradient of the convolution of the given name.
  init(gradientOf operand: FilePath, _ arguments: Arguments) throws(UpsampleError) {
    let name = try OperationName(operand, among: OperationName.convolutions, arguments)
    try arguments.checkArguments(of: name, .gradient)
    let request = try OperationRequest(name, arguments)
    let argument: GradientArgument = try arguments.choice(of: .withRespectTo) ?? .filter
    subject = OpSubject(operation: name.rawValue, label: arguments.text(.name))
    valueCount = 1...1
    compute = { tensors throws(UpsampleError) in
      guard let filter = tensors[.filter], let gradient = tensors[.gradient] else {
        throw .usage(
          tensors[.filter] == nil ? OptionName.filter.spelling : OptionName.gradient.spelling,
          "is missing", .named(.op))
      }
      let (convolution, value) = (try request.convolution(filter: filter), tensors.values[0])
      let threads = try request.budget()
      return switch argument {
      case .filter:
        try convolution.filterGradient(
          value: value, outputGradient: gradient, threads: threads)
      case .value:
        try convolution.valueGradient(
          value: value.shape, outputGradient: gradient, threads: threads)
      }
    }
    operations = request.operations
  }
}

/// What a gradient is with respect to.
enum GradientArgument: String, CaseIterable {
  case filter, value
}

extension OperationName {
  /// The operation that an operand names.
  init(
    _ operand: FilePath, among names: [OperationName], _ arguments: Arguments
  ) throws(UpsampleError) {
    let word = operand.description
    guard let name = OperationName(rawValue: word), names.contains(name) else {
      throw .request(
        RequestFault(
          subject: arguments.command.name.rawValue,
          fault: "there is no operation \"\(word.echoed)\"",
          remedy: "Choose among \(names.map(\.rawValue).joined(separator: ", "))."))
    }
    self = name
  }
}

extension OperationRequest {
  /// The number of useful floating-point operations on tensors.
  fileprivate func operations(_ tensors: OpTensors) throws(UpsampleError) -> Double {
    try floatingPointOperations(
      value: tensors.values[0].shape, filter: tensors[.filter]?.shape)
  }

  /// The operation and its arguments but for tensors.
  init(_ operation: OperationName, _ arguments: Arguments) throws(UpsampleError) {
    self.init(operation)
    name = arguments.text(.name)
    strides = arguments.argument(.strides)
    padding = arguments.argument(.padding)
    dataFormat = arguments.argument(.dataFormat)
    dilations = arguments.argument(.dilations)
    rate = arguments.argument(.rate)
    ksize = arguments.argument(.ksize)
    if arguments.has(.countIncludePad) { counting = .withPadding }
    threads = try arguments.threads()
    guard let shape = arguments[.outputShape] else { return }
    guard shape.lowercasedExtension == "npy" else {
      outputShape = .text(shape.description)
      return
    }
    outputShape = .value(
      try OpSubject(operation: operation.rawValue, label: name).naming("output_shape") {
        () throws(UpsampleError) -> OutputShape in try OutputShape(npy: .file(shape))
      })
  }
}
