extension NetworkGraph {
  /// The same network with fewer nodes: those that nothing is made of are gone, and what
  /// follows a layer that can do it too rides on it.
  package var folded: NetworkGraph {
    var graph = NetworkGraph(input: input)
    let used = usedMaps
    let consumers = consumers
    // The map of the folded graph for each one of this.
    var places = [Int](repeating: 0, count: nodes.count + 1)
    for (number, node) in nodes.enumerated() where used.contains(number + 1) {
      let inputs = node.inputs.map { places[$0] }
      if node.inputs.count == 1, let map = inputs.first, map > 0,
        consumers[node.inputs[0]].count == 1, node.inputs[0] != result,
        let merged = graph.nodes[map - 1].layer.merged(before: node.layer)
      {
        graph.nodes[map - 1].layer = merged
        places[number + 1] = map
      } else {
        places[number + 1] = graph.add(
          Node(name: node.name, operation: node.operation, layer: node.layer, inputs: inputs))
      }
    }
    graph.result = places[result]
    return graph
  }

  /// The maps that the result is made of, itself among them.
  private var usedMaps: Set<Int> {
    var used: Set<Int> = [result]
    for (number, node) in nodes.enumerated().reversed() where used.contains(number + 1) {
      used.formUnion(node.inputs)
    }
    return used
  }
}

/// A layer on which some that follow it can ride.
package protocol MergingLayer: Layer {
  /// The one layer that does what this and the one after it do; `nil` where there is none.
  func merging(_ next: any Layer) -> (any Layer)?
}

extension Layer {
  fileprivate func merged(before next: any Layer) -> (any Layer)? {
    (self as? any MergingLayer)?.merging(next)
  }
}
