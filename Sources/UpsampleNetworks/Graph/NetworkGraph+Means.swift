extension NetworkGraph {
  /// How many means of the whole picture it needs, each of which may be made of those before.
  package var meanCount: Int { nodes.count { $0.layer is MeanLayer } }

  /// The same network for one picture, whose means are numbers: it holds no more than the rows
  /// that it needs.
  ///
  /// - Parameter means: Makes the means of the channels of what a network makes of the
  ///   picture: a run of its own.
  package func settled<Failure: Error>(
    by means: (NetworkGraph) throws(Failure) -> [Float]
  ) throws(Failure) -> NetworkGraph {
    guard meanCount > 0 else { return self }
    var graph = self
    while let index = graph.nodes.firstIndex(where: { $0.layer is MeanLayer }) {
      var part = graph
      part.result = graph.nodes[index].inputs[0]
      graph.nodes[index].layer = NumbersLayer(try means(part.planned))
      graph.nodes[index].inputs = []
    }
    return graph.planned
  }

  /// What a picture goes through one after the other: for each mean the layers that lead to
  /// it, and in the end all.
  var passes: [NetworkGraph] {
    var parts: [NetworkGraph] = []
    let last = settled { part in
      parts.append(part)
      return [Float](repeating: 0, count: part.output.channels)
    }
    return parts + [last]
  }
}
