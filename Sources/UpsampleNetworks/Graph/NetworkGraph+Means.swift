import UpsampleBase

extension NetworkGraph {
  /// How many means of the whole picture it needs, each of which may be made of those before.
  package var meanCount: Int { nodes.count { $0.layer is MeanLayer } }

  /// The same network for one picture, whose means are numbers: it holds no more than the rows
  /// that it needs.
  ///
  /// - Parameter means: Makes the means of the channels of what a network makes of the
  ///   picture: a run of its own.
  package func settled(
    by means: (NetworkGraph) throws(UpsampleError) -> [Float]
  ) throws(UpsampleError) -> NetworkGraph {
    var graph = self
    while let index = graph.nodes.firstIndex(where: { $0.layer is MeanLayer }) {
      var part = graph
      part.result = graph.nodes[index].inputs[0]
      graph.nodes[index].layer = NumbersLayer(try means(part.folded))
      graph.nodes[index].inputs = []
    }
    return graph.folded
  }
}

extension GraphWalk {
  /// The means of the channels of the result, once the whole picture has gone through.
  ///
  /// - Parameters:
  ///   - threads: The threads that share the work.
  ///   - fill: Writes rows of the picture, of the given numbers.
  package func means(
    threads: ThreadBudget,
    filledBy fill: (Range<Int>, UnsafeMutablePointer<Float>) throws(UpsampleError) -> Void
  ) throws(UpsampleError) -> [Float] {
    var sums = ChannelSums(of: output)
    while made < output.height {
      for row in try step(threads: threads, filledBy: fill) { sums.add(rows.row(row)) }
    }
    return sums.means
  }
}
