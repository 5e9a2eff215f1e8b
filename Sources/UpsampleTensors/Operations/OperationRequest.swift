import UpsampleBase

/// A call of one operation whose arguments are text, as a command line gives
/// them.
///
/// The arguments carry TensorFlow's names and meaning. An absent one has the
/// default of the operation's function. Each error that an argument can cause is
/// ``UpsampleError/request(_:)``.
public struct OperationRequest: Hashable, Sendable {
  /// The operation.
  public var operation: OperationName
  /// The caller's name for the call, which appears in errors.
  public var name: String?
  /// Whole numbers between commas: `2`, `2,3` or `1,2,2,1`.
  public var strides: String?
  /// `SAME`, `VALID`, or pairs of pads, as `0,0,1,2,1,2,0,0`.
  public var padding: String?
  /// `NHWC`, `NCHW`, `NDHWC` or `NCDHW`.
  public var dataFormat: String?
  /// Whole numbers between commas.
  public var dilations: String?
  /// The distance between taps of an atrous convolution: a whole number.
  public var rate: String?
  /// The extents of a pooling window: whole numbers between commas.
  public var ksize: String?
  /// The shape of a transposed convolution's output: whole numbers between
  /// commas.
  public var outputShape: String?
  /// The same as a tensor, instead of ``outputShape``.
  public var outputShapeTensor: Tensor?
  /// The number of threads to share the work; absent, one for each processor.
  public var threads: Int?

  /// Creates a call whose arguments are all absent.
  public init(_ operation: OperationName) {
    self.operation = operation
  }

  /// Runs the operation.
  ///
  /// - Parameters:
  ///   - value: The tensor to work on.
  ///   - filter: The filter, which pools have none of and all others need.
  public func run(value: Tensor, filter: Tensor?) throws(UpsampleError) -> Tensor {
    if operation.isPool {
      try requireNoFilter(filter?.shape)
      return try poolingCall().run(value: value)
    }
    let filter = try required(filter, .filter)
    return try convolutionCall().run(value: value, filter: filter)
  }

  /// The number of useful floating-point operations of the call: two for each
  /// pair of an output and an input that reaches it, and one for pools.
  public func floatingPointOperations(
    value: Shape, filter: Shape?
  ) throws(UpsampleError) -> Double {
    if operation.isPool {
      try requireNoFilter(filter)
      return try poolingCall().floatingPointOperations(value: value)
    }
    let filter = try required(filter, .filter)
    return try convolutionCall().floatingPointOperations(value: value, filter: filter)
  }

  package var subject: OperationSubject { OperationSubject(name: operation, label: name) }

  private func poolingCall() throws(UpsampleError) -> PoolingCall {
    try requireAbsent(dilations, .dilations)
    try requireAbsent(rate, .rate)
    try requireNoOutputShape()
    return PoolingCall(
      subject: subject, window: try numbers(try required(ksize, .ksize), .ksize),
      strides: try optionalNumbers(strides, .strides), padding: try parsedPadding(),
      dataFormat: try parsedFormat(), threads: threads)
  }

  private func convolutionCall() throws(UpsampleError) -> ConvolutionCall {
    try requireAbsent(ksize, .ksize)
    if !operation.isTransposed {
      try requireNoOutputShape()
    }
    if operation.isAtrous {
      try requireAbsent(strides, .strides)
      try requireAbsent(dilations, .dilations)
      if let dataFormat, dataFormat != "NHWC" {
        throw subject.fault(.argument(.foreignFormatText(dataFormat)))
      }
      let rate = try numbers(try required(rate, .rate), .rate).values
      guard rate.count == 1 else {
        throw subject.fault(.numbers(.rate, .notOne(rate)))
      }
      return try ConvolutionCall(
        atrous: subject, rate: rate[0], padding: try parsedPadding(),
        outputShape: try parsedOutputShape(), threads: threads)
    }
    try requireAbsent(rate, .rate)
    return ConvolutionCall(
      subject: subject, strides: try optionalNumbers(strides, .strides) ?? 1,
      padding: try parsedPadding(), dataFormat: try parsedFormat(),
      dilations: try optionalNumbers(dilations, .dilations) ?? 1,
      outputShape: try parsedOutputShape(), threads: threads)
  }
}

// MARK: Parsing

extension OperationRequest {
  package func required<Argument>(
    _ argument: Argument?, _ name: OperationArgument
  ) throws(UpsampleError) -> Argument {
    guard let argument else { throw subject.fault(.argument(.missing(name))) }
    return argument
  }

  package func requireAbsent(
    _ argument: String?, _ name: OperationArgument
  ) throws(UpsampleError) {
    try requireAbsent(argument.map { .text($0) }, name)
  }

  private func requireAbsent(
    _ given: OperationFault.Given?, _ name: OperationArgument
  ) throws(UpsampleError) {
    guard let given else { return }
    throw subject.fault(.argument(.notTaken(name, given: given)))
  }

  private func requireNoFilter(_ filter: Shape?) throws(UpsampleError) {
    try requireAbsent(filter.map { .tensor($0) }, .filter)
  }

  private func requireNoOutputShape() throws(UpsampleError) {
    try requireAbsent(outputShape, .outputShape)
    try requireAbsent(outputShapeTensor.map { .tensor($0.shape) }, .outputShape)
  }

  package func numbers(
    _ text: String, _ name: OperationArgument
  ) throws(UpsampleError) -> PerAxis {
    var values: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let digits = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      guard let value = Int(String(digits)) else {
        let isNumber = !digits.isEmpty && digits.allSatisfy(\.isWholeNumber)
        throw subject.fault(
          .numbers(name, isNumber ? .tooLarge(text, number: String(digits)) : .text(text)))
      }
      values.append(value)
    }
    return PerAxis(values)
  }

  package func optionalNumbers(
    _ text: String?, _ name: OperationArgument
  ) throws(UpsampleError) -> PerAxis? {
    try text.map { text throws(UpsampleError) in try numbers(text, name) }
  }

  package func parsedOutputShape() throws(UpsampleError) -> OutputShape? {
    if let outputShapeTensor { return .tensor(outputShapeTensor) }
    return try optionalNumbers(outputShape, .outputShape).map { .extents($0.values) }
  }

  package func parsedFormat() throws(UpsampleError) -> DataFormat {
    let formats = DataFormat.formats(spatialRank: operation.spatialRank)
    guard let dataFormat else { return formats[0] }
    guard let format = DataFormat(rawValue: dataFormat) else {
      throw subject.fault(.argument(.unknown(.dataFormat, text: dataFormat)))
    }
    return format
  }

  package func parsedPadding() throws(UpsampleError) -> Padding {
    guard let padding else {
      // TensorFlow has a default for the transposes alone.
      if operation.isTransposed && !operation.isAtrous { return .same }
      throw subject.fault(.argument(.missing(.padding)))
    }
    switch padding {
    case "SAME": return .same
    case "VALID": return .valid
    default:
      guard padding.contains(where: \.isNumber) else {
        throw subject.fault(.argument(.unknown(.padding, text: padding)))
      }
      let pads = try numbers(padding, .padding).values
      return .explicit(
        stride(from: 0, to: pads.count, by: 2).map { Array(pads[$0..<min(pads.count, $0 + 2)]) })
    }
  }
}
