import Testing
import Upsample

extension PublicCall {
  static let ofFaults: [PublicCall] = [
    PublicCall(
      "UpsampleError.operationFault", "OperationFault.clause", "OperationFault.remedy",
      "OperationFault.operation", "OperationFault.label", "OperationFault.reason",
      "OperationFault.legalOutputShapes"
    ) {
      guard let fault = try $0.fault() else { return 0 }
      #expect(!fault.clause.isEmpty && fault.clause.count < 1000)
      return (fault.remedy, fault.operation, fault.label, fault.reason, fault.legalOutputShapes)
    },
    PublicCall(
      "OperationFault.OperationAxis.axis", "OperationFault.OperationAxis.value",
      "OperationFault.OperationAxis.filter", "OperationFault.OperationAxis.stride",
      "OperationFault.OperationAxis.dilation", "OperationFault.OperationAxis.padding",
      "AxisPadding.before", "AxisPadding.after", "AxisPaddingRule.description"
    ) {
      guard case .window(let axis) = try $0.fault()?.reason else { return 0 }
      if case .explicit(let pads) = axis.padding { #expect(pads.before >= 0 && pads.after >= 0) }
      #expect(axis.filter > 0 && axis.stride > 0 && axis.dilation > 0 && axis.value >= 0)
      return (axis.axis.description, axis.padding.description)
    },
    PublicCall(
      "LegalOutputShapes.dataFormat", "LegalOutputShapes.batch", "LegalOutputShapes.spatial",
      "LegalOutputShapes.channels", "LegalOutputShapes.smallest", "LegalOutputShapes.largest",
      "LegalOutputShapes.contains(_:)"
    ) {
      guard let legal = try $0.fault()?.legalOutputShapes else { return 0 }
      #expect(legal.contains(legal.smallest) && legal.contains(legal.largest))
      return (
        legal.contains($0.shape([1, 6, 6, 2])), legal.dataFormat, legal.batch, legal.spatial,
        legal.channels
      )
    },
    PublicCall("TensorFault.clause", "TensorFault.remedy") {
      let shape = $0.shape([2, 3])
      let fault = $0.pick([
        TensorFault.count($0.integer(5), shape: shape), .memory(shape),
        .bilinear(scale: $0.integer(2), channels: 3),
      ])
      #expect(!fault.clause.isEmpty)
      return fault.remedy as Any
    },
  ]

  static let ofRequests: [PublicCall] = [
    PublicCall(
      "OperationRequest.init(_:)", "OperationRequest.run(value:filter:)",
      "OperationRequest.operation", "OperationRequest.name", "OperationRequest.strides",
      "OperationRequest.padding", "OperationRequest.dataFormat", "OperationRequest.dilations",
      "OperationRequest.rate", "OperationRequest.ksize", "OperationRequest.outputShape",
      "OperationRequest.counting",
      "OperationRequest.bias", "OperationRequest.activation", "OperationRequest.threads"
    ) {
      let (request, arguments) = try $0.request()
      return try request.run(value: arguments.value, filter: $0.filter(of: request, arguments))
    },
    PublicCall("OperationRequest.floatingPointOperations(value:filter:)") {
      let (request, arguments) = try $0.request()
      let filter = $0.filter(of: request, arguments)
      let count = try request.floatingPointOperations(
        value: $0.shape(arguments.value.shape.extents),
        filter: filter.map { $0.shape })
      #expect(count >= 0)
      return count
    },
    PublicCall("Argument.init(stringLiteral:)") {
      Argument<Padding>(stringLiteral: $0.text("SAME"))
    },
  ]

  static let ofWords: [PublicCall] = [
    words(DataFormat.self), words(OperationName.self), words(ResizeMethod.self),
    words(BlockOrder.self), words(ReducedDimensions.self), words(ResizeRule.Coordinates.self),
    words(ResizeRule.Rounding.self), words(ResizeRule.Border.self), words(Dimension.self),
    words(OperationArgument.self), words(CountedPositions.self),
    PublicCall("Dimension.description", "OperationArgument.description") {
      ($0.pick(Dimension.allCases).description, $0.pick(OperationArgument.allCases).description)
    },
  ]

  /// The words of a type, and others.
  private static func words<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ type: Word.Type
  ) -> PublicCall {
    let name = String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
    let words = type.allCases.map(\.rawValue)
    return PublicCall("\(name).init(rawValue:)") {
      let text = $0.pick(words, orHostile: HostileArguments.texts)
      return Word(rawValue: text)?.rawValue as Any
    }
  }
}

extension HostileArguments {
  /// A request with texts or values for arguments, in most cases those of its operation.
  fileprivate mutating func request() throws -> (OperationRequest, LayerArguments) {
    let operation = pick(
      [.conv2D, .transposedConv2D, .atrousConv2D, .depthwiseConv2D, .maxPool2D, .averagePool2D],
      orHostile: OperationName.allCases)
    let arguments = try layer(rank: 2, outputs: operation == .depthwiseConv2D ? 4 : 2)
    let isPool = operation.rawValue.contains("pool")
    let isAtrous = operation == .atrousConv2D
    var request = OperationRequest(.add)
    (request.operation, request.name, request.threads) = (operation, arguments.name, threads())
    let padding = [arguments.padding, arguments.padding, .same]
    request.padding = argument(pick(padding), "SAME", isTaken: true)
    request.dataFormat = argument(arguments.format, "NHWC", isTaken: false)
    request.strides = argument(arguments.numbers, "2", isTaken: !isAtrous)
    request.dilations = argument(arguments.dilations, "1", isTaken: !isAtrous)
    request.rate = argument([arguments.rate], "2", isTaken: isAtrous)
    request.ksize = argument(arguments.numbers, "2", isTaken: isPool)
    request.outputShape = argument(
      try outputShape([1, 6, 6, 2]) ?? .extents([]), "1,6,6,2", isTaken: false)
    request.counting = pick([nil], orHostile: CountedPositions.allCases)
    request.bias = pick([isPool ? nil : arguments.bias], orHostile: [arguments.bias])
    request.activation = pick([isPool ? nil : arguments.activation], orHostile: [try activation()])
    return (request, arguments)
  }

  /// The filter of a request, which pools have none of.
  fileprivate mutating func filter(
    of request: OperationRequest, _ arguments: LayerArguments
  ) -> Tensor? {
    let isPool = request.operation.rawValue.contains("pool")
    return pick([isPool ? nil : arguments.filter], orHostile: [nil, arguments.filter])
  }

  /// An argument as a value or as text, in most cases if it is taken.
  private mutating func argument<Value: Hashable & Sendable>(
    _ value: Value, _ plain: String, isTaken: Bool
  ) -> Argument<Value>? {
    let given: Argument<Value> = pick([.value(value), .text(text(plain))])
    return pick([isTaken ? given : nil], orHostile: [nil, given])
  }

  /// The fault of a convolution, if it has any.
  fileprivate mutating func fault() throws -> OperationFault? {
    let a = try layer(rank: 2)
    let window = pick([a.numbers, 5])
    do {
      _ =
        try pick([true, false])
        ? transposedConv2D(
          a.value, filter: a.filter, outputShape: a.outputShape, strides: 3, padding: a.padding,
          name: a.name)
        : averagePool2D(a.value, ksize: window, padding: a.padding, name: a.name)
      return nil
    } catch {
      return error.operationFault
    }
  }
}
