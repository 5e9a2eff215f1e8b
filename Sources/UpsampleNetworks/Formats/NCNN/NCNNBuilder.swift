import UpsampleBase

/// What an ncnn layer makes, at one size of picture.
enum NCNNValue {
  /// The number of a map of the graph.
  case map(Int)
  /// Numbers that no picture changes.
  case data(NCNNData)
}

/// Numbers of a file, along the axes that they have: of a map those are its channels, its
/// height and its width.
struct NCNNData {
  /// From the outermost on; one to three.
  let extents: [Int]
  let numbers: [Float]
}

/// The graph of an ncnn network at one size of picture, layer by layer.
struct NCNNBuilder {
  private(set) var graph: NetworkGraph
  private var values: [NCNNValue?]

  init(input: MapShape, blobs: Int) {
    graph = NetworkGraph(input: input)
    values = Array(repeating: nil, count: blobs)
  }

  /// The graph whose result is a blob.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when that is no map that a layer makes.
  func finished(result: Int, of layers: [NCNNLayer]) throws(UpsampleError) -> NetworkGraph {
    guard case .map(let map) = values[result], map > 0 else {
      throw layers[layers.count - 1].refusal("where no layer makes anything of the picture")
    }
    var graph = graph
    graph.result = map
    return graph
  }

  // MARK: What layers are given

  /// What a layer is given.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when it is not given so much.
  func value(_ index: Int, of layer: NCNNLayer) throws(UpsampleError) -> NCNNValue {
    guard layer.inputs.indices.contains(index), let value = values[layer.inputs[index]] else {
      throw layer.refusal("with \(layer.inputs.count) inputs")
    }
    return value
  }

  /// The number of a map that a layer is given.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when it is given none there.
  func map(_ index: Int = 0, of layer: NCNNLayer) throws(UpsampleError) -> Int {
    guard case .map(let map) = try value(index, of: layer) else {
      throw layer.refusal("of the file's numbers alone")
    }
    return map
  }

  /// The numbers of all maps that a layer is given, of which there are some.
  func maps(of layer: NCNNLayer) throws(UpsampleError) -> [Int] {
    var maps = [try map(of: layer)]
    for index in layer.inputs.indices.dropFirst() { maps.append(try map(index, of: layer)) }
    return maps
  }

  // MARK: What layers make

  /// Takes a value for what a layer makes.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when the layer does not make so much.
  mutating func make(
    _ value: NCNNValue, output: Int = 0, of layer: NCNNLayer
  ) throws(UpsampleError) {
    guard layer.outputs.indices.contains(output) else {
      throw layer.refusal("with \(layer.outputs.count) outputs")
    }
    values[layer.outputs[output]] = value
  }

  /// Adds a node for a layer, or one of several.
  ///
  /// - Returns: The number of its map.
  /// - Throws: ``UpsampleError/file(_:)`` when the map has no pixel or too many.
  mutating func add(
    _ made: any Layer, of inputs: [Int], for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    try check(made.output, for: layer)
    return graph.add(
      NetworkGraph.Node(
        name: layer.name, operation: layer.operation.rawValue, layer: made, inputs: inputs))
  }

  /// The most times that a map is larger than the picture along an axis.
  private static let mostTimes = 1 << 10

  /// Checks the extents of a map that a layer is to make.
  func check(_ shape: MapShape, for layer: NCNNLayer) throws(UpsampleError) {
    guard shape.height > 0, shape.width > 0, shape.channels > 0 else {
      throw layer.refusal(
        "that makes no pixel of \(graph.input.text)", remedy: "Give a larger picture.")
    }
    guard shape.channels <= NCNNLayer.mostChannels,
      shape.height / Self.mostTimes <= graph.input.height,
      shape.width / Self.mostTimes <= graph.input.width,
      !shape.width.multipliedReportingOverflow(by: shape.channels * shape.height).overflow
    else {
      throw layer.refusal("that makes \(shape.text) of \(graph.input.text), which is too much")
    }
  }
}
