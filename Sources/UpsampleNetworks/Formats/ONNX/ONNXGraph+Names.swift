extension ONNXGraph {
  /// The numbers of the nodes that the outputs are made of.
  var neededNodes: Set<Int> {
    var names = Set(outputs.map(\.name))
    var needed: Set<Int> = []
    for node in nodes.reversed() where !names.isDisjoint(with: node.outputs) {
      needed.insert(node.number)
      names.formUnion(node.inputs)
      names.formUnion(node.attributes.values.flatMap { $0.namesWithin })
    }
    return needed
  }

  /// The names that its nodes use and its outputs have, which may be those of the graph
  /// around it.
  fileprivate var usedNames: Set<String> {
    nodes.reduce(into: Set(outputs.map(\.name))) { names, node in
      names.formUnion(node.inputs)
      names.formUnion(node.attributes.values.flatMap { $0.namesWithin })
    }
  }
}

extension ONNXNode {
  /// The node with the arguments of a call in the place of references to them.
  func resolved(_ arguments: [String: ONNXAttribute]) -> ONNXNode {
    var node = self
    for (name, attribute) in attributes {
      if case .reference(let argument) = attribute { node.attributes[name] = arguments[argument] }
    }
    return node
  }
}

extension ONNXAttribute {
  fileprivate var namesWithin: Set<String> {
    if case .graph(let graph) = self { graph.usedNames } else { [] }
  }
}
