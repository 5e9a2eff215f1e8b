/// A network at one size of picture: layers, each of which is given maps made before.
///
/// Maps are numbered: 0 is the picture, and one more than its number the map of a node.
package struct NetworkGraph: Sendable {
  /// A layer and where it stands.
  package struct Node: Sendable {
    /// What the file calls it.
    package var name: String
    /// The file's name of the operation.
    package var operation: String
    package var layer: any Layer
    /// The numbers of the maps that it is given: those of nodes before.
    package var inputs: [Int]

    package init(name: String, operation: String, layer: any Layer, inputs: [Int]) {
      (self.name, self.operation) = (name, operation)
      (self.layer, self.inputs) = (layer, inputs)
    }
  }

  /// The picture.
  package let input: MapShape
  /// In an order in which they can be run.
  package internal(set) var nodes: [Node] = []
  /// The number of the map that the network makes.
  package var result = 0
  /// How it is run, once that is decided.
  var plan: RunPlan?

  package init(input: MapShape) { self.input = input }

  /// The shape of a map.
  package func shape(_ map: Int) -> MapShape { map == 0 ? input : nodes[map - 1].layer.output }

  /// Of each map whether rows are held, and not made anew for each layer that reads them.
  ///
  /// None are of layers that copy numbers. Nor are they where one layer reads each of them
  /// once: what they are made of may be less, and is held at most as long.
  var heldMaps: [Bool] {
    let consumers = consumers
    return (0...nodes.count).map { map in
      guard map > 0, map != result else { return true }
      let layer = nodes[map - 1].layer
      if layer is any CopyingLayer { return false }
      let reader = consumers[map].count == 1 ? nodes[consumers[map][0]] : nil
      guard let reader, reader.layer is any PointwiseLayer else { return true }
      let inputs = nodes[map - 1].inputs.reduce(0.0) { $0 + shape($1).count }
      return reader.inputs.count { $0 == map } > 1 || layer.rowsTogether > 1
        || layer is MeanLayer || inputs > layer.output.count
    }
  }

  /// The shape of the map that the network makes.
  package var output: MapShape { shape(result) }

  /// Adds a node behind the others.
  ///
  /// - Returns: The number of its map.
  package mutating func add(_ node: Node) -> Int {
    precondition(node.inputs.allSatisfy { $0 <= nodes.count }, "a node follows its inputs")
    nodes.append(node)
    return nodes.count
  }

  /// The numbers of the nodes that are given each map.
  package var consumers: [[Int]] {
    var consumers = [[Int]](repeating: [], count: nodes.count + 1)
    for (number, node) in nodes.enumerated() {
      for input in Set(node.inputs) { consumers[input].append(number) }
    }
    return consumers
  }

  /// The multiplications of a weight and a number that the whole output takes.
  package var multiplyAdds: Double { nodes.reduce(0) { $0 + $1.layer.multiplyAdds } }

  /// The rows or columns of the picture, from the first to the last, that some of the result
  /// are made of.
  package func inputs(reaching outputs: Range<Int>, along axis: MapAxis) -> Range<Int> {
    var reached = [Range<Int>](repeating: 0..<0, count: nodes.count + 1)
    reached[result] = outputs
    for (number, node) in nodes.enumerated().reversed() where !reached[number + 1].isEmpty {
      for (index, map) in node.inputs.enumerated() {
        reached[map] = reached[map].hull(
          node.layer.inputs(reaching: reached[number + 1], along: axis, ofInput: index))
      }
    }
    return reached[0]
  }

  /// Adds the nodes of a network behind the others.
  ///
  /// - Parameter map: The map that it is given as its picture.
  /// - Returns: The number of the map that it makes.
  package mutating func add(_ network: NetworkGraph, of map: Int) -> Int {
    precondition(network.input == shape(map), "a network is given a picture of its shape")
    let first = nodes.count
    func place(_ other: Int) -> Int { other == 0 ? map : first + other }
    for node in network.nodes {
      var node = node
      node.inputs = node.inputs.map(place)
      nodes.append(node)
    }
    return place(network.result)
  }

  /// Adds a layer of the project's own.
  ///
  /// - Returns: The number of its map.
  package mutating func add(_ name: String, _ layer: any Layer, _ inputs: Int...) -> Int {
    add(Node(name: name, operation: name, layer: layer, inputs: inputs))
  }
}
