import Upsample

/// An operation that slides neither a filter nor a window, with its arguments but for
/// tensors.
struct PlainOperation {
  let valueCount: ClosedRange<Int>
  let compute: (OpTensors) throws(UpsampleError) -> Tensor

  private init(
    values: ClosedRange<Int> = 1...1,
    _ compute: @escaping (OpTensors) throws(UpsampleError) -> Tensor
  ) {
    (valueCount, self.compute) = (values, compute)
  }

  /// `nil` for convolutions and pools.
  init?(_ name: OperationName, _ arguments: Arguments) throws(UpsampleError) {
    switch name {
    case _ where ActivationArguments.names.contains(name) || name == .biasAdd:
      self = try .channelwise(name, arguments)
    case .add, .subtract, .multiply, .maximum: self = try .pairwise(name, arguments)
    case .mean: self = try .averaging(arguments)
    case .depthToSpace, .spaceToDepth: self = try .blocks(name, arguments)
    case .pad: self = try .padding(arguments)
    case .crop: self = try .cropping(arguments)
    case .concat: self = try .concatenation(arguments)
    case .resize: self = try .resizing(arguments)
    default: return nil
    }
  }

  private static func channelwise(
    _ name: OperationName, _ arguments: Arguments
  ) throws(UpsampleError) -> PlainOperation {
    let (label, threads) = (arguments.text(.name), try arguments.threads())
    let format = try arguments.dataFormat()
    if name == .biasAdd {
      guard arguments.has(.bias) else {
        throw .usage(OptionName.bias.spelling, "is missing", arguments.command)
      }
      return PlainOperation { tensors throws(UpsampleError) in
        try biasAdd(
          tensors.values[0], bias: tensors[.bias]!, dataFormat: format, name: label,
          threads: threads)
      }
    }
    let own = try ActivationArguments(name, arguments)
    return PlainOperation { tensors throws(UpsampleError) in
      try own.activation(alpha: tensors[.alpha]).applied(
        to: tensors.values[0], dataFormat: format, name: label, threads: threads)
    }
  }

  private static func pairwise(
    _ name: OperationName, _ arguments: Arguments
  ) throws(UpsampleError) -> PlainOperation {
    let (label, threads) = (arguments.text(.name), try arguments.threads())
    return PlainOperation(values: 2...2) { tensors throws(UpsampleError) in
      let (first, second) = (tensors.values[0], tensors.values[1])
      return switch name {
      case .add: try add(first, second, name: label, threads: threads)
      case .subtract: try subtract(first, second, name: label, threads: threads)
      case .multiply: try multiply(first, second, name: label, threads: threads)
      default: try maximum(first, second, name: label, threads: threads)
      }
    }
  }

  private static func averaging(_ arguments: Arguments) throws(UpsampleError) -> PlainOperation {
    let (label, axes) = (arguments.text(.name), try arguments.list(.axis))
    let dimensions: ReducedDimensions = arguments.has(.keepDimensions) ? .kept : .removed
    return PlainOperation { tensors throws(UpsampleError) in
      try mean(tensors.values[0], axes: axes, dimensions: dimensions, name: label)
    }
  }

  private static func blocks(
    _ name: OperationName, _ arguments: Arguments
  ) throws(UpsampleError) -> PlainOperation {
    let (label, threads) = (arguments.text(.name), try arguments.threads())
    let sizes = try arguments.required(try arguments.list(.blockSize), .blockSize)
    guard sizes.count == 1 else {
      throw .value(
        arguments.text(.blockSize) ?? "", of: .blockSize, "is not one number",
        remedy: "Give one, such as 2.")
    }
    let order = try arguments.choice(of: .mode) ?? BlockOrder.dcr
    let format = try arguments.dataFormat()
    return PlainOperation { tensors throws(UpsampleError) in
      name == .depthToSpace
        ? try depthToSpace(
          tensors.values[0], blockSize: sizes[0], order: order, dataFormat: format, name: label,
          threads: threads)
        : try spaceToDepth(
          tensors.values[0], blockSize: sizes[0], order: order, dataFormat: format, name: label,
          threads: threads)
    }
  }

  private static func padding(_ arguments: Arguments) throws(UpsampleError) -> PlainOperation {
    let (label, paddings) = (arguments.text(.name), try arguments.pairs(.paddings))
    let number = try arguments.number(.constantValues)
    let word = try arguments.choice(of: .mode) ?? PadWord.constant
    let mode: PadMode
    switch word {
    case .constant: mode = .constant(number ?? 0)
    case .reflect: mode = .reflect
    case .symmetric: mode = .symmetric
    case .edge: mode = .edge
    }
    guard number == nil || word == .constant else {
      throw .usage(
        OptionName.constantValues.spelling, "belongs to the mode CONSTANT", arguments.command)
    }
    return PlainOperation { tensors throws(UpsampleError) in
      try pad(tensors.values[0], paddings: paddings, mode: mode, name: label)
    }
  }

  private static func cropping(_ arguments: Arguments) throws(UpsampleError) -> PlainOperation {
    let (label, crops) = (arguments.text(.name), try arguments.pairs(.crops))
    return PlainOperation { tensors throws(UpsampleError) in
      try crop(tensors.values[0], crops: crops, name: label)
    }
  }

  private static func concatenation(_ arguments: Arguments) throws(UpsampleError) -> PlainOperation
  {
    let axes = try arguments.required(try arguments.list(.axis), .axis)
    guard axes.count == 1 else {
      throw .value(
        arguments.text(.axis) ?? "", of: .axis, "is not one number", remedy: "Give one, such as 3.")
    }
    let label = arguments.text(.name)
    return PlainOperation(values: 1...64) { tensors throws(UpsampleError) in
      try concat(tensors.values, axis: axes[0], name: label)
    }
  }

  private static func resizing(_ arguments: Arguments) throws(UpsampleError) -> PlainOperation {
    let (label, threads) = (arguments.text(.name), try arguments.threads())
    let scales = try arguments.numbers(.scale)
    let size = try arguments.list(.size)
    if scales != nil && size != nil {
      throw .usage(
        OptionName.scale.spelling, "\(OptionName.size.spelling) is given too", arguments.command)
    }
    let method: ResizeMethod = try arguments.choice(of: .method) ?? .bilinear
    let (format, rule) = (try arguments.dataFormat(), try ResizeRule(arguments))
    if let scales {
      return PlainOperation { tensors throws(UpsampleError) in
        try resize(
          tensors.values[0], scales: scales, method: method, rule: rule, dataFormat: format,
          name: label, threads: threads)
      }
    }
    let extents = try arguments.required(size, .size)
    return PlainOperation { tensors throws(UpsampleError) in
      try resize(
        tensors.values[0], size: extents, method: method, rule: rule, dataFormat: format,
        name: label, threads: threads)
    }
  }
}

/// The words for the modes of padding.
enum PadWord: String, CaseIterable {
  case constant = "CONSTANT"
  case reflect = "REFLECT"
  case symmetric = "SYMMETRIC"
  case edge = "EDGE"
}
