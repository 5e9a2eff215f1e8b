import UpsampleBase

/// A call of one convolution or pool whose arguments are values, or text as a command line gives
/// them.
///
/// The arguments carry TensorFlow's names and meaning. An absent one has the
/// default of the operation's function. Each error that an argument can cause is
/// ``UpsampleError/request(_:)``.
public struct OperationRequest: Hashable, Sendable {
  /// The operation: a convolution or a pool.
  public var operation: OperationName
  /// The caller's name for the call, which appears in errors.
  public var name: String?
  /// The distances between windows. As text, whole numbers between commas: `2`, `2,3`
  /// or `1,2,2,1`.
  public var strides: Argument<PerAxis>?
  /// The padding. As text, `SAME`, `VALID`, or pairs of pads, as `0,0,1,2,1,2,0,0`.
  public var padding: Argument<Padding>?
  /// The order of dimensions. As text, `NHWC`, `NCHW`, `NDHWC` or `NCDHW`.
  public var dataFormat: Argument<DataFormat>?
  /// The distances between taps. As text, whole numbers between commas.
  public var dilations: Argument<PerAxis>?
  /// The distance between taps of an atrous convolution: one whole number.
  public var rate: Argument<PerAxis>?
  /// The extents of a pooling window. As text, whole numbers between commas.
  public var ksize: Argument<PerAxis>?
  /// Which positions of its window a mean is divided by.
  public var counting: CountedPositions?
  /// The shape of a transposed convolution's output. As text, whole numbers between
  /// commas.
  public var outputShape: Argument<OutputShape>?
  /// What a convolution adds to the sums of each channel.
  public var bias: Tensor?
  /// What becomes of a convolution's biased sums.
  public var activation: Activation?
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
    try requireAbsent(rate, .rate)
    if let bias { throw subject.fault(.argument(.notTaken(.bias, given: .tensor(bias.shape)))) }
    if let activation {
      throw subject.fault(.argument(.notTaken(.activation, given: .text("\(activation)"))))
    }
    try requireNoOutputShape()
    if operation.poolStatistic != .mean { try requireNoCounting() }
    return PoolingCall(
      subject: subject, window: try numbers(try required(ksize, .ksize), .ksize),
      strides: try optionalNumbers(strides, .strides), padding: try parsedPadding(),
      dataFormat: try parsedFormat(), dilations: try optionalNumbers(dilations, .dilations) ?? 1,
      counting: counting ?? .withinValue, threads: threads)
  }

  /// The call of a convolution.
  ///
  /// - Throws: A request fault when an argument breaks a rule that can be told from
  ///   itself, or the operation is no convolution.
  private func convolutionCall() throws(UpsampleError) -> ConvolutionCall {
    guard operation.isConvolution else { throw subject.fault(.argument(.noConvolution)) }
    try requireAbsent(ksize, .ksize)
    try requireNoCounting()
    if !operation.isTransposed {
      try requireNoOutputShape()
    }
    if operation.isAtrous {
      try requireAbsent(strides, .strides)
      try requireAbsent(dilations, .dilations)
      try requireFirstFormat()
      let rate = try numbers(try required(rate, .rate), .rate).values
      guard rate.count == 1 else {
        throw subject.fault(.numbers(.rate, .notOne(rate)))
      }
      return try ConvolutionCall(
        atrous: subject, rate: rate[0], padding: try parsedPadding(),
        outputShape: try parsedOutputShape(), end: end, threads: threads)
    }
    try requireAbsent(rate, .rate)
    return ConvolutionCall(
      subject: subject, strides: try optionalNumbers(strides, .strides) ?? 1,
      padding: try parsedPadding(), dataFormat: try parsedFormat(),
      dilations: try optionalNumbers(dilations, .dilations) ?? 1,
      outputShape: try parsedOutputShape(), end: end, threads: threads)
  }

  /// The convolution with a filter, without what may follow its sums.
  ///
  /// - Throws: A request fault when an argument breaks a rule that no value bears on, or
  ///   the operation is no convolution.
  package func convolution(filter: Tensor) throws(UpsampleError) -> Convolution {
    let call = try convolutionCall()
    try call.check(filter: filter.shape)
    return Convolution(call: call, filter: filter)
  }

  /// The threads to use.
  package func budget() throws(UpsampleError) -> ThreadBudget {
    try threadBudget(threads, subject: subject)
  }

  private var end: LayerEnd { LayerEnd(bias: bias, activation: activation) }
}

// MARK: Parsing

extension OperationRequest {
  package func required<Value>(
    _ argument: Value?, _ name: OperationArgument
  ) throws(UpsampleError) -> Value {
    guard let argument else { throw subject.fault(.argument(.missing(name))) }
    return argument
  }

  package func requireAbsent(
    _ argument: Argument<PerAxis>?, _ name: OperationArgument
  ) throws(UpsampleError) {
    try refuse(argument.map { .text($0.inWords(\.values.list)) }, name)
  }

  private func refuse(
    _ given: OperationFault.Given?, _ name: OperationArgument
  ) throws(UpsampleError) {
    guard let given else { return }
    throw subject.fault(.argument(.notTaken(name, given: given)))
  }

  private func requireNoCounting() throws(UpsampleError) {
    try refuse(counting.map { .text($0.rawValue) }, .countIncludePad)
  }

  private func requireNoFilter(_ filter: Shape?) throws(UpsampleError) {
    try refuse(filter.map { .tensor($0) }, .filter)
  }

  private func requireNoOutputShape() throws(UpsampleError) {
    switch outputShape {
    case nil: return
    case .text(let text): try refuse(.text(text), .outputShape)
    case .value(.extents(let extents)): try refuse(.text(extents.list), .outputShape)
    case .value(.tensor(let tensor)): try refuse(.tensor(tensor.shape), .outputShape)
    }
  }

  /// Refuses an atrous operation's data format that is not its one.
  private func requireFirstFormat() throws(UpsampleError) {
    switch dataFormat {
    case nil, "NHWC", .value(.nhwc): return
    case .text(let text): throw subject.fault(.argument(.foreignFormatText(text)))
    case .value(let format): throw subject.fault(.argument(.foreignFormat(format)))
    }
  }

  /// The numbers of an argument, of which there must be some.
  package func numbers(
    _ argument: Argument<PerAxis>, _ name: OperationArgument
  ) throws(UpsampleError) -> PerAxis {
    let read = try argument.value { text throws(UpsampleError) in
      PerAxis(try numbers(in: text, name))
    }
    guard !read.values.isEmpty else { throw subject.fault(.numbers(name, .text(""))) }
    return read
  }

  /// The extents of an argument, of which there must be some.
  package func extents(
    _ argument: Argument<Shape>, _ name: OperationArgument
  ) throws(UpsampleError) -> [Int] {
    let shape = try argument.value { text throws(UpsampleError) in
      Shape(try numbers(in: text, name))
    }
    guard shape.rank > 0 else { throw subject.fault(.numbers(name, .text(""))) }
    return shape.extents
  }

  private func numbers(
    in text: String, _ name: OperationArgument
  ) throws(UpsampleError) -> [Int] {
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
    return values
  }

  package func optionalNumbers(
    _ argument: Argument<PerAxis>?, _ name: OperationArgument
  ) throws(UpsampleError) -> PerAxis? {
    try argument.map { argument throws(UpsampleError) in try numbers(argument, name) }
  }

  package func parsedOutputShape() throws(UpsampleError) -> OutputShape? {
    let shape = try outputShape?.value { text throws(UpsampleError) in
      .extents(try numbers(in: text, .outputShape))
    }
    if case .extents([]) = shape { throw subject.fault(.numbers(.outputShape, .text(""))) }
    return shape
  }

  package func parsedFormat() throws(UpsampleError) -> DataFormat {
    let formats = DataFormat.formats(spatialRank: operation.spatialRank)
    return try dataFormat?.value { text throws(UpsampleError) in
      guard let format = DataFormat(rawValue: text) else {
        throw subject.fault(.argument(.unknown(.dataFormat, text: text)))
      }
      return format
    } ?? formats[0]
  }

  package func parsedPadding() throws(UpsampleError) -> Padding {
    guard let padding else {
      // TensorFlow has a default for the transposes alone.
      if operation.isTransposed && !operation.isAtrous { return .same }
      throw subject.fault(.argument(.missing(.padding)))
    }
    return try padding.value { text throws(UpsampleError) in try parsedPadding(text) }
  }

  private func parsedPadding(_ text: String) throws(UpsampleError) -> Padding {
    switch text {
    case "SAME": return .same
    case "VALID": return .valid
    default:
      guard text.contains(where: \.isNumber) else {
        throw subject.fault(.argument(.unknown(.padding, text: text)))
      }
      let pads = try numbers(in: text, .padding)
      return .explicit(
        stride(from: 0, to: pads.count, by: 2).map { Array(pads[$0..<min(pads.count, $0 + 2)]) })
    }
  }
}
