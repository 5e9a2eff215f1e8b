import UpsampleBase

/// All words for what operations on tensors refuse.
extension OperationFault {
  public var clause: String {
    switch reason {
    case .argument(let fault): fault.clause
    case .numbers(let argument, let fault): fault.clause(argument)
    case .padding(let fault): fault.clause
    case .shape(let fault): fault.clause
    case .channels(let fault): fault.clause
    case .window(let axis): operation.isPool ? axis.poolClause : axis.filterClause
    case .outputShape(let fault): fault.clause
    case .rows(let fault): fault.clause
    case .layer(let fault): fault.clause
    case .gradient(let fault): fault.clause
    case .channelWindow(let fault): fault.clause
    case .dimensions(let fault): fault.clause
    case .arrangement(let fault): fault.clause
    case .resize(let fault): fault.clause
    case .memory(let fault): fault.clause
    }
  }

  public var remedy: String? {
    switch reason {
    case .argument(let fault): fault.remedy(operation)
    case .numbers(let argument, let fault): fault.remedy(argument, operation)
    case .padding(let fault): fault.remedy
    case .shape(let fault): fault.remedy
    case .channels(let fault): fault.remedy(operation)
    case .window: "Give SAME padding, or a smaller \(operation.isPool ? "window" : "filter")."
    case .outputShape(let fault): fault.remedy(operation)
    case .rows(let fault): fault.remedy
    case .layer(let fault): fault.remedy
    case .gradient(let fault): fault.remedy
    case .channelWindow(let fault): fault.remedy
    case .dimensions(let fault): fault.remedy
    case .arrangement(let fault): fault.remedy
    case .resize(let fault): fault.remedy
    case .memory(let fault): fault.remedy
    }
  }
}

extension OperationFault.ArgumentFault {
  fileprivate var clause: String {
    switch self {
    case .missing(let argument): "the \(argument) is missing"
    case .notTaken(let argument, let given):
      "\(argument) \(given.words(argument)) given, but the operation takes no \(argument)"
    case .unknown(let argument, let text): "\(argument) \"\(text.echoed)\" is unknown"
    case .foreignFormat(let format):
      "data_format \(format.rawValue) is not one of the operation's"
    case .foreignFormatText(let text):
      "data_format \"\(text.echoed)\" is not one of the operation's"
    case .rate(let rate): "rate \(rate) is out of range"
    case .threads(let threads): "threads \(threads) is not positive"
    case .pool: "a pool is no convolution"
    case .noConvolution: "the operation slides neither a filter nor a window"
    }
  }

  fileprivate func remedy(_ operation: OperationName) -> String? {
    switch self {
    case .missing(.padding), .unknown(.padding, _):
      operation.takesExplicitPadding
        ? "Give SAME or VALID in capitals, or pairs of pads such as "
          + "\(OperationArgument.padding.example(operation))."
        : "Give SAME or VALID, in capitals."
    case .missing(let argument): "Give the \(argument), as the operation needs it."
    case .notTaken: nil
    case .unknown:
      "Give \(DataFormat.formats(spatialRank: operation.spatialRank).names), in capitals."
    case .foreignFormat, .foreignFormatText: "Give \(operation.dataFormats.names)."
    case .rate: "Give 1 to \(ConvolutionAxis.limit)."
    case .threads: "Give at least 1."
    case .pool, .noConvolution: "Give an operation with a filter, such as conv2d."
    }
  }
}

extension [DataFormat] {
  fileprivate var names: String { alternatives(map(\.rawValue)) }
}

extension OperationFault.Given {
  fileprivate func words(_ argument: OperationArgument) -> String {
    switch self {
    case .text(let text): "\(text.echoed) was"
    case .numbers(let numbers): "\(numbers.echoed) \(argument.isPlural ? "were" : "was")"
    case .tensor(let shape): "\(argument == .filter ? "of shape " : "")\(shape) was"
    }
  }
}

extension OperationFault.NumbersFault {
  fileprivate func clause(_ argument: OperationArgument) -> String {
    switch self {
    case .text(let text): "\(argument) \"\(text.echoed)\" is not a list of whole numbers"
    case .tooLarge(let text, let number):
      "\(argument) \"\(text.echoed)\" has the number \(number.echoed), which is too large"
    case .notOne(let numbers):
      "\(argument) \(numbers.echoed) \(argument.isPlural ? "are" : "is") not one number"
    case .count(let numbers, _): "\(argument) \(numbers.echoed) has \(numbers.count) numbers"
    case .outOfRange(let numbers, let number, let dimension),
      .notSpatial(let numbers, let number, let dimension):
      "\(argument) \(numbers.echoed) has \(number) for the \(dimension)"
    }
  }

  fileprivate func remedy(_ argument: OperationArgument, _ operation: OperationName) -> String {
    switch self {
    case .text: "Give numbers between commas, such as \(argument.example(operation))."
    case .tooLarge: "Give at most \(ConvolutionAxis.limit)."
    case .notOne: "Give one, such as 2."
    case .count(_, let accepted): "Give \(alternatives(accepted)) numbers."
    case .outOfRange: "Every one of them must be in 1...\(ConvolutionAxis.limit)."
    case .notSpatial: "Only spatial axes take \(argument); batch and channels must have 1."
    }
  }
}

extension OperationArgument {
  /// Whether the name is a plural.
  fileprivate var isPlural: Bool { self == .strides || self == .dilations }

  /// A value that the argument can have, as text.
  fileprivate func example(_ operation: OperationName) -> String {
    let rank = operation.spatialRank
    let list: [String] =
      switch self {
      case .rate: ["2"]
      case .padding: ["0,0"] + Array(repeating: "1,2", count: rank) + ["0,0"]
      default: ["1"] + Array(repeating: "2", count: rank) + ["1"]
      }
    return list.joined(separator: ",")
  }
}

extension OperationFault.PaddingFault {
  fileprivate var clause: String {
    switch self {
    case .explicit(let pairs): "padding \(pairs.echoed) is explicit"
    case .notPairs(let pairs, let format): "padding \(pairs.echoed) is not \(format.rank) pairs"
    case .outOfRange(let pair, let dimension): "padding \(pair) of the \(dimension) is out of range"
    case .notSpatial(let pair, let dimension): "padding \(pair) pads the \(dimension)"
    case .notSmaller(let pads, let axis, let window):
      "padding \(AxisPaddingRule.explicit(pads)) of the \(axis) is not smaller than the window's \(window)"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .explicit: "Give SAME or VALID."
    case .notPairs(_, let format):
      "Give a pair of before and after for each dimension of \(format.rawValue)."
    case .outOfRange: "A pad must be in 0...\(ConvolutionAxis.limit)."
    case .notSpatial: "Only spatial axes are padded; batch and channels must have 0,0."
    case .notSmaller: "Every window must reach the value."
    }
  }
}

extension OperationFault.ShapeFault {
  fileprivate var clause: String {
    switch self {
    case .rank(let argument, let shape, _):
      "\(argument) has shape \(shape), of \(shape.rank) dimensions"
    case .extent(let argument, let dimension, let extent):
      "\(argument) \(dimension) \(extent) is \(extent < 0 ? "negative" : "too large")"
    case .noTaps(let filter): "filter has shape \(filter), without a tap"
    case .noImage(let value): "a value of shape \(value) has no image to prepare for"
    case .noChannels(let value): "value has shape \(value), of \(value.rank) dimensions"
    }
  }

  fileprivate var remedy: String? {
    switch self {
    case .rank(_, _, let dimensions): "Its dimensions must be \(dimensions.echoed)."
    case .extent(_, _, let extent):
      extent < 0 ? "No tensor has such a shape." : "No extent may exceed \(ConvolutionAxis.limit)."
    case .noTaps: nil
    case .noImage: "Give a batch of at least 1."
    case .noChannels:
      "It must have a dimension for the batch and one for the channels at least."
    }
  }
}

extension OperationFault.OperationAxis {
  fileprivate var filterClause: String {
    "filter \(axis) \(filter) with dilation \(dilation) spans \(geometry.effectiveFilter), "
      + "more than the value's \(axis) \(paddedValue)"
  }

  fileprivate var poolClause: String {
    "ksize \(axis) \(filter) "
      + (dilation == 1 ? "" : "with dilation \(dilation) spans \(geometry.effectiveFilter) and ")
      + "exceeds the value's \(axis) of \(paddedValue)"
  }

  private var geometry: ConvolutionAxis {
    ConvolutionAxis(filter: filter, stride: stride, dilation: dilation)
  }

  private var paddedValue: String {
    guard case .explicit(let pads) = padding else { return "\(value)" }
    return "\(value) with \(pads.total) of padding"
  }

  /// What bears on the legal output extents.
  var circumstances: String {
    "for a value of \(axis) \(value), filter \(axis) \(filter), stride \(stride), "
      + (dilation == 1 ? "" : "dilation \(dilation), ") + "\(padding) padding"
  }
}

extension OperationFault.RowsFault {
  fileprivate var clause: String {
    switch self {
    case .none: "a convolution along the width alone has no rows"
    case .value(let shape, let prepared):
      "value has shape \(shape), but the convolution is prepared for values of \(prepared)"
    case .strip(let shape, let prepared), .stripRows(let shape, let prepared, _):
      "value has shape \(shape), but the convolution is prepared for rows of \(prepared)"
    case .beyondOutput(let rows, let count): "rows \(rows) are not among the output's \(count)"
    case .place(let first, let rows, let count):
      "\(rows) rows at \(first) are not among the value's \(count)"
    case .unreached(let rows, let needed, let given, _):
      "output rows \(rows) need rows \(needed) of the value, but \(given) are given"
    case .tooMany(let rows, let appended, let count):
      "\(rows) rows follow \(appended), but the value has \(count)"
    case .batch(let shape, let before): "rows of shape \(shape) follow others of shape \(before)"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .none: "Give whole values, or run a 2-D operation of height 1."
    case .value, .strip: "Only the batch may be another."
    case .stripRows(_, _, let most): "Give up to \(most) rows."
    case .beyondOutput(_, let count): "Ask for rows of 0..<\(count)."
    case .place: "Give the place of the strip's first row, from 0."
    case .unreached(_, _, _, let computable):
      "Rows that can be computed from them: \(computable)."
    case .tooMany(_, let appended, let count): "Give \(count - appended) rows at most."
    case .batch: "Give all strips the same batch."
    }
  }
}

extension OperationFault.MemoryFault {
  fileprivate var clause: String {
    switch self {
    case .output(let shape, _): "an output of shape \(shape) does not fit into memory"
    case .taps(let count, _): "\(count) taps along an axis do not fit into memory"
    case .weights(let filter):
      "the weights of a filter of shape \(filter) do not fit into memory a second time"
    }
  }

  fileprivate var remedy: String? {
    switch self {
    case .output(_, let bytes), .taps(_, let bytes): "This machine has \(bytes >> 20) MiB."
    case .weights: nil
    }
  }
}
