import Upsample

/// The arguments of operations, as options give them.
extension Arguments {
  /// The options that not all operations have.
  private static let ofOperations: [OptionName] = [
    .filter, .outputShape, .strides, .padding, .dataFormat, .dilations, .rate, .ksize, .bias,
    .activation, .alpha, .clipValueMin, .clipValueMax, .gradient, .withRespectTo, .axis,
    .keepDimensions, .blockSize, .mode, .paddings, .constantValues, .crops, .size, .method, .rule,
    .scale, .coordinates, .nearestMode, .cubicCoefficient, .excludeOutside, .region,
    .extrapolation, .countIncludePad,
  ]

  /// What is asked of a convolution.
  enum OperationAspect {
    case result
    case gradient
  }

  /// Refuses options that the operation has no argument for. Of convolutions and pools
  /// the operation itself knows best.
  func checkArguments(
    of name: OperationName, _ aspect: OperationAspect = .result
  ) throws(UpsampleError) {
    let accepted = name.options(aspect)
    for option in Self.ofOperations where has(option) && !accepted.contains(option) {
      let taken = accepted.map(\.spelling).joined(separator: ", ")
      throw .request(
        RequestFault(
          subject: option.spelling, fault: "is no argument of \"\(name.rawValue)\"",
          remedy: taken.isEmpty ? "It takes values alone." : "It takes \(taken)."))
    }
  }

  /// Refuses arguments of operations that a network does not take.
  func checkModelArguments() throws(UpsampleError) {
    let own: [OptionName] = [.dataFormat, .scale]
    for option in Self.ofOperations where has(option) && !own.contains(option) {
      throw .request(
        RequestFault(
          subject: option.spelling, fault: "is no argument of \"\(OpCall.modelWord)\"",
          remedy: "It takes "
            + ([.model] + own).map(\.spelling).joined(separator: ", ") + "."))
    }
  }

  /// The argument of an operation that an option gives as text.
  func argument<Value>(_ name: OptionName) -> Argument<Value>? {
    text(name).map { .text($0) }
  }

  /// The data format, which is NHWC without the option.
  func dataFormat() throws(UpsampleError) -> DataFormat {
    try choice(of: .dataFormat) ?? .nhwc
  }
}

extension OperationName {
  /// The options that are arguments of the operation.
  fileprivate func options(_ aspect: Arguments.OperationAspect) -> [OptionName] {
    let windowed: [OptionName] = [
      .filter, .outputShape, .strides, .padding, .dataFormat, .dilations, .rate, .ksize,
    ]
    let limits: [OptionName] = [.clipValueMin, .clipValueMax]
    return switch self {
    case _ where aspect == .gradient: windowed + [.gradient, .withRespectTo]
    case _ where isConvolution: windowed + [.bias, .activation, .alpha] + limits
    case .averagePool2D, .averagePool3D: windowed + [.countIncludePad]
    case _ where isPool: windowed
    case .biasAdd: [.bias, .dataFormat]
    case .leakyRelu: [.alpha]
    case .prelu: [.alpha, .dataFormat]
    case .clip: limits
    case .mean: [.axis, .keepDimensions]
    case .depthToSpace, .spaceToDepth: [.blockSize, .mode, .dataFormat]
    case .pad: [.paddings, .mode, .constantValues]
    case .crop: [.crops]
    case .concat: [.axis]
    case .resize:
      [
        .size, .scale, .method, .rule, .dataFormat, .coordinates, .nearestMode,
        .cubicCoefficient, .excludeOutside, .region, .extrapolation,
      ]
    default: []
    }
  }
}

/// The rules of resizing, by the libraries that have them.
enum ResizeRuleName: String, CaseIterable {
  case tensorflow
  case pytorch
  case pytorchAlignCorners = "pytorch_align_corners"
  case pytorchNearest = "pytorch_nearest"
  case onnx

  var rule: ResizeRule {
    switch self {
    case .tensorflow: .tensorFlow
    case .pytorch: .pytorch
    case .pytorchAlignCorners: .pytorchAlignCorners
    case .pytorchNearest: .pytorchNearest
    case .onnx: .onnx
    }
  }
}

extension ResizeRule {
  /// The rule that options name, with the attributes of ONNX that they give it.
  init(_ arguments: Arguments) throws(UpsampleError) {
    let name: ResizeRuleName = try arguments.choice(of: .rule) ?? .tensorflow
    self = name.rule
    coordinates = try arguments.choice(of: .coordinates) ?? coordinates
    rounding = try arguments.choice(of: .nearestMode) ?? rounding
    cubicCoefficient = try arguments.number(.cubicCoefficient) ?? cubicCoefficient
    if arguments.has(.excludeOutside) { border = .excluded }
    region = try arguments.numbers(.region)?.pairs ?? region
    extrapolation = try arguments.number(.extrapolation) ?? extrapolation
  }
}
