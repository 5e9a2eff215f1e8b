import UpsampleTensors

extension NetworkGraph {
  /// The same network, whose 1x1 convolutions of concatenated maps are sums of two where less is
  /// held: maps that have to wait for the others wait as what the convolution makes of them.
  ///
  /// - Parameter plan: How this network would be run.
  func withEarlySums(in plan: RunPlan) -> NetworkGraph {
    var graph = self
    // What is put in place of a node moves those behind it alone.
    for node in nodes.indices.reversed() {
      if let mixture = mixture(at: node), let early = mixture.early(in: plan) {
        graph = graph.summing(mixture, early: early) ?? graph
      }
    }
    if graph.nodes.count == nodes.count { return self }
    return RunPlan(graph, stepRows: plan.stepRows).heldCount < plan.heldCount ? graph : self
  }

  /// A 1x1 convolution of maps that are concatenated for it alone.
  private func mixture(at node: Int) -> Mixture? {
    guard let convolution = nodes[node].layer as? ConvolutionLayer, convolution.mixesChannels,
      let map = nodes[node].inputs.first, map > 0, map != result,
      nodes[map - 1].layer is ConcatLayer, Set(nodes[map - 1].inputs).count > 2,
      consumers[map] == [node]
    else { return nil }
    var first = 0
    let parts = nodes[map - 1].inputs.map { input in
      let channels = first..<first + shape(input).channels
      first = channels.upperBound
      return (map: input, channels: channels)
    }
    return Mixture(
      node: node, convolution: convolution, parts: parts.sorted { $0.map < $1.map })
  }

  /// The graph with a sum in place of a mixture of all its parts.
  private func summing(_ mixture: Mixture, early count: Int) -> NetworkGraph? {
    guard let layers = mixture.layers(early: count) else { return nil }
    var graph = NetworkGraph(input: input)
    // The map of the new graph for each one of this.
    var places = [0]
    func add(_ layer: any Layer, _ inputs: [Int], as node: Node) -> Int {
      graph.add(Node(name: node.name, operation: node.operation, layer: layer, inputs: inputs))
    }
    func mixed(by layer: any Layer, _ parts: ArraySlice<Mixture.Part>) -> Int {
      let (maps, node) = (parts.map { places[$0.map] }, nodes[mixture.node])
      guard maps.count > 1 else { return add(layer, maps, as: node) }
      return add(layer, [add(ConcatLayer(maps.map(graph.shape))!, maps, as: node)], as: node)
    }
    var early = 0
    for (number, node) in nodes.enumerated() {
      if number == mixture.node {
        let late = mixed(by: layers.late, mixture.parts[count...])
        var map = add(layers.sum, [early, late], as: node)
        if let end = layers.end { map = add(end, [map], as: node) }
        places.append(map)
      } else if number + 1 == nodes[mixture.node].inputs[0] {
        // Nothing reads the concatenation any more.
        places.append(0)
      } else {
        places.append(add(node.layer, node.inputs.map { places[$0] }, as: node))
      }
      // As soon as its parts are there, so that their places are free for others.
      if number + 1 == mixture.parts[count - 1].map {
        early = mixed(by: layers.early, mixture.parts[..<count])
      }
    }
    graph.result = places[result]
    return graph
  }
}

/// A convolution that mixes the channels of several maps, those that are made first before the
/// others.
private struct Mixture {
  typealias Part = (map: Int, channels: Range<Int>)

  let node: Int
  let convolution: ConvolutionLayer
  let parts: [Part]

  /// The number of parts to be mixed early; `nil` where none should be.
  ///
  /// Once the last of them is there, its sums wait in their place, as many rows as are left
  /// of it.
  func early(in plan: RunPlan) -> Int? {
    let outputs = convolution.output.channels
    let saved = (1..<parts.count).map { count in
      let (channels, last) = (
        parts[..<count].reduce(0) { $0 + $1.channels.count }, parts[count - 1]
      )
      // The picture alone is held by no node.
      return last.map == 0 ? 0 : (channels - outputs) * plan.maps[last.map].left
    }
    guard let most = saved.max(), most > 0 else { return nil }
    return saved.firstIndex(of: most)! + 1
  }

  struct Layers {
    let early: ConvolutionLayer
    let late: ConvolutionLayer
    let sum: CombiningLayer
    var end: ActivationLayer?
  }

  /// What does together as the convolution does; `nil` where that can't be.
  func layers(early count: Int) -> Layers? {
    guard let early = convolution.mixing(parts[..<count].map(\.channels), bias: []),
      let late = convolution.mixing(parts[count...].map(\.channels), bias: convolution.bias),
      let sum = CombiningLayer(.add, early.output, late.output)
    else { return nil }
    var layers = Layers(early: early, late: late, sum: sum)
    if let activation = convolution.activation {
      guard let end = try? ActivationLayer(convolution.label, of: sum.output, activation) else {
        return nil
      }
      layers.end = end
    }
    return layers
  }
}

extension ConvolutionLayer {
  /// Whether each pixel is made of the channels of one.
  fileprivate var mixesChannels: Bool {
    filter.shape[0] == 1 && filter.shape[1] == 1 && groups == 1 && direction == .forward
      && [vertical, horizontal].allSatisfy { $0.stride == 1 && $0.pads == (0, 0) }
  }

  /// The convolution of some of its channels alone.
  fileprivate func mixing(_ channels: [Range<Int>], bias: [Float]) -> ConvolutionLayer? {
    let outputs = filter.shape[3]
    let scalars = channels.flatMap {
      filter.scalars[$0.lowerBound * outputs..<$0.upperBound * outputs]
    }
    let inputs = channels.reduce(0) { $0 + $1.count }
    return try? ConvolutionLayer(
      label, of: MapShape(channels: inputs, height: input.height, width: input.width),
      filter: Tensor(shape: [1, 1, inputs, outputs], scalars: scalars),
      vertical: vertical, horizontal: horizontal, bias: bias)
  }
}
