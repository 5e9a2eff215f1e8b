import UpsampleBase

/// A graph of layers that comes to be from an ONNX graph at one size of picture.
///
/// What does not depend on the picture's numbers is computed: weights that are put together
/// of others, and all arithmetic on shapes, as the size is known.
final class ONNXBuilder {
  let file: ONNXFile
  private(set) var graph: NetworkGraph
  /// The maps that views were made into.
  private var maps: [ONNXMapView: Int] = [:]
  /// The graph that is run through, after those around it.
  private var scopes: [Scope] = []
  /// The numbers that may still be computed beside those of maps.
  private var numbersLeft: Int
  private let mostNumbers: Int
  /// What the file says at the size that it was exported for, if that is one.
  let reference: ONNXReference?
  /// The extents of maps that have been made, at both sizes.
  private(set) var extents = ONNXExtents()
  /// The node that is run.
  private(set) var place: ONNXReference.Place = []
  /// The calls of this size, where they are wanted.
  private var record: ONNXReference?
  /// A call that pads by nothing, which may have been computed for the size of the file.
  var emptyPad: ONNXCall?

  /// What names stand for in a graph.
  private struct Scope {
    let graph: ONNXGraph
    /// Values, `nil` for an input that was left out.
    var values: [String: ONNXValue?]
    /// The arguments of the call, in the graph of a function.
    let attributes: [String: ONNXAttribute]
    /// Whether names of the graph around it are known.
    let isOpen: Bool
  }

  /// The most graphs within each other.
  private static let mostScopes = 32
  /// What a node counts for, beside the numbers that are computed.
  private static let numbersOfNode = 256
  /// The most channels of a map.
  private static let mostChannels = 1 << 16
  /// How many times larger than the picture the extents of a map may be, and how many rows
  /// or columns more.
  private static let mostScale = 64
  private static let mostBorder = 1 << 14

  /// - Parameter reference: What the file says at the size that it was exported for.
  init(_ file: ONNXFile, input: MapShape, reference: ONNXReference? = nil) {
    (self.file, self.reference) = (file, reference)
    graph = NetworkGraph(input: input)
    if let reference { extents.add(input, exported: reference.picture) }
    mostNumbers = 1 << 22 + 4 * file.bytes.count
    numbersLeft = mostNumbers
  }

  // MARK: Running through the graph

  /// Builds the graph of the file.
  ///
  /// - Parameters:
  ///   - picture: The name of the picture.
  ///   - view: How the file sees it.
  func build(picture: String, _ view: ONNXMapView) throws(UpsampleError) -> NetworkGraph {
    let results = try run(file.graph, given: [picture: .view(view)])
    guard case .view(var view)? = results.first else {
      throw file.defect(.notMap(file.graph.outputs.first?.name ?? ""))
    }
    // Channels may come last, as they may in the picture.
    if view.dimensions.count == 4 { view = view.transposed(order(of: view)) }
    guard let map = try map(of: view, ONNXNode(operation: "Reshape")) else {
      throw file.defect(.notMap(file.graph.outputs.first?.name ?? ""))
    }
    graph.result = map
    try requireGrowth()
    return graph
  }

  /// What the calls are given and make.
  func calls(picture: String, _ view: ONNXMapView) throws(UpsampleError) -> ONNXReference? {
    record = ONNXReference(picture: graph.input)
    _ = try build(picture: picture, view)
    record?.made = graph.output
    return record
  }

  /// Refuses what comes of pads of nothing, which an exporter may have computed for the size of
  /// the file, where it does not grow with the picture by a whole number of pixels for each.
  private func requireGrowth() throws(UpsampleError) {
    guard let emptyPad, let reference else { return }
    var scales: Set<Int> = []
    for axis in MapAxis.allCases where graph.input[axis] != reference.picture[axis] {
      let (scale, rest) = (graph.output[axis] - reference.made[axis])
        .quotientAndRemainder(dividingBy: graph.input[axis] - reference.picture[axis])
      scales.insert(rest == 0 ? max(0, scale) : 0)
    }
    if scales.count > 1 || scales.contains(0) { throw notCarried("pads", emptyPad) }
  }

  /// Runs through a graph that knows what is around it.
  ///
  /// - Returns: What it makes.
  func run(
    _ onnx: ONNXGraph, given: [String: ONNXValue?]
  ) throws(UpsampleError) -> [ONNXValue] {
    try run(
      Scope(
        graph: onnx, values: given, attributes: scopes.last?.attributes ?? [:], isOpen: true))
  }

  private func run(_ scope: Scope) throws(UpsampleError) -> [ONNXValue] {
    guard scopes.count < Self.mostScopes else {
      throw file.defect(.tooDeep(limit: Self.mostScopes))
    }
    scopes.append(scope)
    defer { scopes.removeLast() }
    let needed = scope.graph.neededNodes
    for node in scope.graph.nodes where needed.contains(node.number) {
      place.append(node.number)
      defer { place.removeLast() }
      let inputs = try node.inputs.map { name throws(UpsampleError) in
        try name.isEmpty ? nil : value(name, of: node)
      }
      let made = try run(
        ONNXCall(file: file, node: node.resolved(scope.attributes), inputs: inputs))
      for (name, value) in zip(node.outputs, made) where !name.isEmpty {
        guard scopes[scopes.count - 1].values.updateValue(value, forKey: name) == nil else {
          throw file.defect(.twice(name))
        }
      }
    }
    return try scope.graph.outputs.map { output throws(UpsampleError) in
      guard let value = try value(output.name, of: nil) else {
        throw file.defect(.missing(output.name, node: nil))
      }
      return value
    }
  }

  private func run(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try charge(Self.numbersOfNode)
    let node = call.node
    let name = ONNXFunction.Name(
      domain: node.domain, name: node.operation, overload: node.overload)
    if let function = file.functions[name] { return try run(function, call) }
    guard ["", "ai.onnx"].contains(node.domain), let operation = Self.operations[node.operation]
    else { throw call.refusal(ONNXRefusal.remedy(of: node)) }
    let made = try operation(self)(call)
    for case .constant(let constant) in made { try charge(constant.count) }
    record?.add(call, at: place, made: made, shape: shape)
    for (value, other) in zip(made, recorded(call)?.results ?? []) {
      guard case .view(let view) = value, let exported = other?.extents else { continue }
      extents.add(view.extents(of: shape(view.map)), exported: exported)
    }
    return made
  }

  private func run(
    _ function: ONNXFunction, _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    var given: [String: ONNXValue?] = [:]
    for (index, input) in function.graph.inputs.enumerated() {
      given.updateValue(call[index], forKey: input.name)
    }
    let attributes = function.attributes.merging(call.node.attributes) { _, given in given }
    return try run(
      Scope(graph: function.graph, values: given, attributes: attributes, isOpen: false))
  }

  /// What a name stands for, `nil` for an input that was left out.
  private func value(_ name: String, of node: ONNXNode?) throws(UpsampleError) -> ONNXValue? {
    for scope in scopes.reversed() {
      if let value = scope.values[name] { return value }
      if let tensor = scope.graph.initializers[name] {
        return .constant(try file.constant(tensor))
      }
      if !scope.isOpen { break }
    }
    throw file.defect(.missing(name, node: node?.label))
  }

  /// Counts numbers that are computed beside those of maps.
  func charge(_ count: Int) throws(UpsampleError) {
    let (left, overflow) = numbersLeft.subtractingReportingOverflow(count)
    guard !overflow, left >= 0 else { throw file.defect(.constants(limit: mostNumbers)) }
    numbersLeft = left
  }

  // MARK: Maps

  func shape(_ map: Int) -> MapShape { graph.shape(map) }

  /// Adds a layer to the graph.
  ///
  /// - Returns: The number of its map.
  func add(_ layer: any Layer, _ inputs: [Int], _ call: ONNXCall) throws(UpsampleError) -> Int {
    try add(layer, inputs, call.node)
  }

  private func add(
    _ layer: any Layer, _ inputs: [Int], _ node: ONNXNode
  ) throws(UpsampleError) -> Int {
    let output = layer.output
    let call = ONNXCall(file: file, node: node, inputs: [])
    try charge(output.channels)
    guard (1...Self.mostChannels).contains(output.channels) else {
      throw call.fault(
        "which makes \(output.channels) channels, not 1 to \(Self.mostChannels)")
    }
    for axis in MapAxis.allCases {
      let most = mostExtent(axis)
      guard (1...most).contains(output[axis]) else {
        let what = axis == .vertical ? "rows" : "columns"
        throw call.fault(
          "which makes \(output[axis]) \(what) of the picture's \(graph.input[axis]), "
            + "not 1 to \(most)")
      }
    }
    let (row, wide) = output.width.multipliedReportingOverflow(by: output.channels)
    guard !wide, row <= Int(Int32.max), !row.multipliedReportingOverflow(by: output.height).overflow
    else {
      throw call.fault("which makes a map of \(output.width) x \(output.channels) numbers a row")
    }
    return graph.add(
      NetworkGraph.Node(
        name: node.label, operation: node.operation, layer: layer, inputs: inputs))
  }

  /// The most rows or columns that a map may have.
  func mostExtent(_ axis: MapAxis) -> Int {
    graph.input[axis] * Self.mostScale + Self.mostBorder
  }

  /// Adds a layer whose map is the only one that a call makes.
  func adding(
    _ layer: any Layer, _ inputs: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    [value(ofMap: try add(layer, inputs, call))]
  }

  func value(ofMap map: Int) -> ONNXValue { .view(ONNXMapView(map: map, shape(map))) }

  /// The number of the map that an input is.
  func map(_ index: Int, of call: ONNXCall) throws(UpsampleError) -> Int {
    switch try call.input(index) {
    case .view(let view): return try map(of: view, call)
    case .constant: throw call.fault("of numbers that don't depend on the picture")
    }
  }

  /// The number of the map that a view is.
  func map(of view: ONNXMapView, _ call: ONNXCall) throws(UpsampleError) -> Int {
    guard let map = try map(of: view, call.node) else {
      throw call.fault(
        "of numbers of shape \(view.shape.echoed), which are no picture's any more",
        remedy: "Reshaping and transposing can be run where they spell a pixel shuffle.")
    }
    return map
  }

  private func map(of view: ONNXMapView, _ node: ONNXNode) throws(UpsampleError) -> Int? {
    if let map = maps[view] { return map }
    guard let steps = view.steps(graph.shape(view.map)) else { return nil }
    var map = view.map
    if let block = steps.gathered {
      guard
        let layer = BlockLayer(
          .spaceToDepth, of: graph.shape(map), block: block, order: .channelFirst)
      else { return nil }
      map = try add(layer, [map], node)
    }
    if let channels = steps.channels {
      map = try add(ChannelsLayer(of: graph.shape(map), channels: channels), [map], node)
    }
    if let block = steps.spread {
      guard
        let layer = BlockLayer(
          .depthToSpace, of: graph.shape(map), block: block, order: .channelFirst)
      else { return nil }
      map = try add(layer, [map], node)
    }
    maps[view] = map
    return map
  }
}
