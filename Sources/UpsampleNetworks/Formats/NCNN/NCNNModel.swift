import UpsampleBase

/// A network in ncnn's form: layers in a `.param` of text, weights in a `.bin` beside it.
package struct NCNNModel: NetworkModel {
  package let inputChannels: Int
  package let metadata: [String: String] = [:]
  /// A hash of all bytes of both files.
  package let hash: UInt64
  private let layers: [NCNNLayer]
  private let blobCount: Int
  private let result: Int

  package var format: String { "ncnn, \(layers.count) layers" }

  /// Reads `NAME.param` and the `NAME.bin` beside it.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when they break a rule, or have what can't be run;
  ///   ``UpsampleError/system(_:)`` when they can't be read; ``UpsampleError/limit(_:)`` when
  ///   the text is too long.
  package init(_ path: FilePath) throws(UpsampleError) {
    let file = try InputFile(regular: path)
    let bytes = try file.contents(limit: Self.mostText)
    let text = try NCNNText(bytes, name: file.name)
    var weights = NCNNWeights(
      try InputFile(regular: path.replacingExtension(with: "bin")))
    var layers = text.layers
    for index in layers.indices {
      layers[index].content = try NCNNLayer.Content(of: layers[index], weights: &weights)
    }
    try weights.finish(layers: file.name)
    hash = stableHash(bytes) ^ weights.hash
    (self.layers, blobCount) = (layers, text.blobs.count)
    result = try Self.result(of: text, name: file.name)
    inputChannels = try Self.inputChannels(of: layers, blobs: text.blobs.count)
  }

  /// The bytes of the longest text; the largest networks that are in use have 0.1 MB.
  private static let mostText = 1 << 20

  package func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
    var builder = NCNNBuilder(
      input: MapShape(channels: inputChannels, height: height, width: width), blobs: blobCount)
    for layer in layers { try builder.build(layer) }
    return try builder.finished(result: result, of: layers)
  }

  // MARK: Ends

  /// The number of the blob that comes out: the one that no layer is given, or where there
  /// are several the one that is named so.
  private static func result(of text: NCNNText, name: String) throws(UpsampleError) -> Int {
    let inputs = text.layers.filter { $0.operation == .input }.count
    let given = Set(text.layers.flatMap(\.inputs))
    let ends = text.blobs.indices.filter { !given.contains($0) }
    let named = ends.filter { ["output", "out0"].contains(text.blobs[$0]) }
    guard inputs == 1, let result = ends.count == 1 ? ends[0] : named.first else {
      throw .file(FileDefect(name: name, NCNNFault.ends(inputs: inputs, outputs: ends.count)))
    }
    return result
  }

  /// The channels of the picture: what the file says, or what the first convolution behind
  /// layers that leave channels as they are is given.
  private static func inputChannels(
    of layers: [NCNNLayer], blobs: Int
  ) throws(UpsampleError) -> Int {
    // Of each blob the channels for one of the picture; 0 where they do not follow from it.
    var multiples = [Int](repeating: 0, count: blobs)
    for layer in layers {
      let multiple = layer.inputs.map { multiples[$0] }.max() ?? 0
      switch layer.operation {
      case .input:
        if let channels = try layer.channels { return channels }
        for blob in layer.outputs { multiples[blob] = 1 }
      case .convolution, .deconvolution, .depthwiseConvolution, .depthwiseDeconvolution:
        guard case .convolution(let convolution) = layer.content, multiple > 0 else { continue }
        return max(1, convolution.inputChannels / multiple)
      case .reorg:
        let stride = try layer.number(0, or: 1, in: 1...NCNNLayer.largest)
        for blob in layer.outputs { multiples[blob] = min(multiple, 1 << 16) * stride * stride }
      case .concat, .slice, .pixelShuffle, .crop, .memoryData, .reshape, .permute: continue
      default: for blob in layer.outputs { multiples[blob] = multiple }
      }
    }
    return 3
  }
}

extension NCNNLayer {
  /// The channels that an input says it has, if it does.
  fileprivate var channels: Int? {
    get throws(UpsampleError) {
      let channels = try number(2, or: 0, in: 0...Self.mostChannels)
      return channels > 0 ? channels : nil
    }
  }
}

extension NCNNLayer.Content {
  /// Reads what a layer has in the file of weights.
  fileprivate init(
    of layer: NCNNLayer, weights: inout NCNNWeights
  ) throws(UpsampleError) {
    let counts = 1...Int(Int32.max)
    switch layer.operation {
    case .convolution, .deconvolution, .depthwiseConvolution, .depthwiseDeconvolution:
      self = .convolution(try NCNNConvolution(layer, weights: &weights))
    case .innerProduct:
      self = .convolution(try NCNNConvolution(innerProduct: layer, weights: &weights))
    case .prelu, .bias:
      let count = try layer.number(0, or: 0, in: counts)
      self = .numbers([try weights.plain(count, for: layer)])
    case .batchNorm:
      let count = try layer.number(0, or: 0, in: counts)
      var lists: [[Float]] = []
      for _ in 0..<4 { lists.append(try weights.plain(count, for: layer)) }
      self = .numbers(lists)
    case .scale:
      let count = try layer.number(0, or: 0, in: -233...Int(Int32.max))
      // Of another layer's scales there are none in the file.
      var lists = count > 0 ? [try weights.plain(count, for: layer)] : []
      if count > 0, layer.isSet(1) { lists.append(try weights.plain(count, for: layer)) }
      self = .numbers(lists)
    case .memoryData:
      let (count, isTagged) = (try layer.dataCount, try layer.number(21, or: 1, in: 0...1) == 0)
      self = .numbers([
        isTagged
          ? try weights.tagged(count, for: layer) : try weights.plain(count, for: layer)
      ])
    case .padding where layer.isSet(6):
      self = .numbers([
        try weights.plain(try layer.number(6, or: 0, in: counts), for: layer)
      ])
    default: self = .nothing
    }
  }
}
