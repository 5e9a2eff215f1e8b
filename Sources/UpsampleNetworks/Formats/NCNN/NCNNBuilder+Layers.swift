import UpsampleBase

extension NCNNBuilder {
  /// Adds the nodes of a layer.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when it can't be run, or not at this size.
  mutating func build(_ layer: NCNNLayer) throws(UpsampleError) {
    switch layer.operation {
    case .input: try make(.map(0), of: layer)
    case .memoryData: try make(.data(try layer.data), of: layer)
    case .split, .noop: try pass(layer)
    case .convolution, .depthwiseConvolution, .innerProduct: try convolve(layer)
    case .deconvolution, .depthwiseDeconvolution: try deconvolve(layer)
    case .relu, .prelu, .clip, .sigmoid, .tanh: try activate(layer)
    case .hardSigmoid, .hardSwish, .swish: try gate(layer)
    case .dropout, .batchNorm, .scale, .bias: try scale(layer)
    case .binary: try combine(layer)
    case .unary: try applyFunction(layer)
    case .eltwise: try combineAll(layer)
    case .concat: try concatenate(layer)
    case .slice: try slice(layer)
    case .crop: try crop(layer)
    case .padding: try pad(layer)
    case .pixelShuffle, .reorg: try arrangeBlocks(layer)
    case .shuffleChannel: try shuffleChannels(layer)
    case .permute, .reshape: try keepShape(layer)
    case .interp: try resize(layer)
    case .pooling: try pool(layer)
    case .reduction: try reduce(layer)
    }
  }

  /// Gives a layer's outputs what it is given.
  private mutating func pass(_ layer: NCNNLayer) throws(UpsampleError) {
    let value = try value(0, of: layer)
    for output in layer.outputs.indices { try make(value, output: output, of: layer) }
  }
}

extension NCNNLayer {
  /// How many numbers a layer of data has.
  var dataCount: Int {
    get throws(UpsampleError) { try dataExtents.reduce(1, *) }
  }

  /// The numbers of a layer of data.
  fileprivate var data: NCNNData {
    get throws(UpsampleError) { NCNNData(extents: try dataExtents, numbers: numbers[0]) }
  }

  /// The extents from the outermost on. Their product is a number.
  private var dataExtents: [Int] {
    get throws(UpsampleError) {
      let range = 0...Self.mostChannels
      guard !isSet(11) else { throw refusal("of four axes") }
      let (width, height) = (try number(0, or: 0, in: range), try number(1, or: 0, in: range))
      let extents = [try number(2, or: 0, in: range), height, width]
      let axes = extents.drop { $0 == 0 }
      guard !axes.isEmpty, !axes.contains(0) else {
        throw refusal("of the extents \(extents.echoed)")
      }
      return Array(axes)
    }
  }
}
