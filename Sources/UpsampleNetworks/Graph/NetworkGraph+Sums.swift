import UpsampleTensors

extension NetworkGraph {
  /// The same network, whose 1x1 convolutions of concatenated maps are sums of two where less is
  /// held: maps that have to wait for the others wait as what the convolution makes of them.
  ///
  /// - Parameter plan: How this network would be run.
  func withEarlySums(in plan: RunPlan) -> NetworkGraph {
    let consumers = consumers
    let sums = nodes.indices.compactMap { mixture(at: $0, consumers)?.early(in: plan) }
    if sums.isEmpty { return self }
    let graph = making(sums)
    return RunPlan(graph, stepRows: plan.stepRows).heldCount < plan.heldCount ? graph : self
  }

  /// A 1x1 convolution of maps that are concatenated for it alone.
  private func mixture(at node: Int, _ consumers: [[Int]]) -> Mixture? {
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
      node: node, concatenation: map - 1, convolution: convolution,
      parts: parts.sorted { $0.map < $1.map })
  }

  /// The graph with sums in place of the mixtures that they are of.
  private func making(_ sums: [EarlySum]) -> NetworkGraph {
    let ends = Dictionary(uniqueKeysWithValues: sums.map { ($0.mixture.node, $0) })
    let starts = Dictionary(grouping: sums) { $0.early.last!.map }
    let unread = Set(sums.map(\.mixture.concatenation))
    var graph = NetworkGraph(input: input)
    // The map of the new graph for each one of this, and those of what is mixed early.
    var (places, mixed) = ([0], [Int: Int]())
    func add(_ layer: any Layer, _ inputs: [Int], as node: Node) -> Int {
      graph.add(Node(name: node.name, operation: node.operation, layer: layer, inputs: inputs))
    }
    func mix(_ parts: ArraySlice<Mixture.Part>, by layer: any Layer, as node: Node) -> Int {
      let maps = parts.map { places[$0.map] }
      guard maps.count > 1 else { return add(layer, maps, as: node) }
      return add(layer, [add(ConcatLayer(maps.map(graph.shape))!, maps, as: node)], as: node)
    }
    for (number, node) in nodes.enumerated() {
      if let sum = ends[number] {
        let late = mix(sum.late, by: sum.layers.late, as: node)
        var map = add(sum.layers.sum, [mixed[number]!, late], as: node)
        if let end = sum.layers.end { map = add(end, [map], as: node) }
        places.append(map)
      } else if unread.contains(number) {
        places.append(0)
      } else {
        places.append(add(node.layer, node.inputs.map { places[$0] }, as: node))
      }
      // As soon as its parts are there, so that their places are free for others.
      for sum in starts[number + 1] ?? [] {
        let reader = sum.mixture.node
        mixed[reader] = mix(sum.early, by: sum.layers.early, as: nodes[reader])
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
  /// The node that concatenates them.
  let concatenation: Int
  let convolution: ConvolutionLayer
  let parts: [Part]

  /// The sum whose early part saves most; `nil` where none does.
  ///
  /// Once the last of the early maps is there, their sums wait in its place, as many rows as are
  /// left of it.
  func early(in plan: RunPlan) -> EarlySum? {
    let outputs = convolution.output.channels
    let saved = (1..<parts.count).map { count in
      let (channels, last) = (
        parts[..<count].reduce(0) { $0 + $1.channels.count }, parts[count - 1]
      )
      // The picture alone is held by no node.
      return last.map == 0 ? 0 : (channels - outputs) * plan.maps[last.map].left
    }
    guard let most = saved.max(), most > 0 else { return nil }
    return EarlySum(of: self, early: saved.firstIndex(of: most)! + 1)
  }
}

/// What does together as a mixture does: convolutions of the maps that are made first and of the
/// others, their sum, and an activation.
private struct EarlySum {
  struct Layers {
    let early: ConvolutionLayer
    let late: ConvolutionLayer
    let sum: CombiningLayer
    var end: ActivationLayer?
  }

  let mixture: Mixture
  let early: ArraySlice<Mixture.Part>
  let late: ArraySlice<Mixture.Part>
  let layers: Layers

  /// - Parameter count: The number of early maps, at least one and not all.
  init?(of mixture: Mixture, early count: Int) {
    let convolution = mixture.convolution
    (early, late) = (mixture.parts[..<count], mixture.parts[count...])
    guard let first = convolution.mixing(early.map(\.channels), bias: []),
      let second = convolution.mixing(late.map(\.channels), bias: convolution.bias),
      let sum = CombiningLayer(.add, first.output, second.output)
    else { return nil }
    var layers = Layers(early: first, late: second, sum: sum)
    if let activation = convolution.activation {
      guard let end = try? ActivationLayer(convolution.label, of: sum.output, activation) else {
        return nil
      }
      layers.end = end
    }
    (self.mixture, self.layers) = (mixture, layers)
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
