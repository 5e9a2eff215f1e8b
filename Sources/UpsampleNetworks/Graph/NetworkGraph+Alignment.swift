extension NetworkGraph {
  /// The network as it is run: folded, by tiles where they gain, with sums where less is then
  /// held, in steps that fit it, and with rows made together where they come to lie.
  package var planned: NetworkGraph {
    var graph = folded.withPhasesAsChannels
    let plan = graph.fittingPlan
    graph = graph.withEarlySums(in: plan).aligned(toStepsOf: plan.stepRows)
    graph.plan = RunPlan(graph, stepRows: plan.stepRows)
    return graph
  }

  /// The same network whose layers make rows together up to the very row for which they have
  /// their inputs, when those of a step have come. Counted off from the first row, they would
  /// wait for more, and each layer would hold as many rows more.
  func aligned(toStepsOf stepRows: Int) -> NetworkGraph {
    var progress = GraphProgress(self, stepRows: stepRows, waiting: .never)
    // The rows of each layer when some are there for the first time: from then on whole steps
    // come, until the picture ends.
    var first = [Int](repeating: 0, count: nodes.count)
    while progress.made[result] == 0 {
      _ = progress.take()
      for node in nodes.indices {
        let rows = progress.advance(node)
        if rows.lowerBound == 0 { first[node] = rows.upperBound }
      }
    }
    var graph = self
    for (number, node) in nodes.enumerated() {
      let (made, together) = (first[number], node.layer.rowsTogether)
      guard together > 1, made < node.layer.output.height,
        let layer = node.layer as? any AlignableLayer
      else { continue }
      graph.nodes[number].layer = layer.aligned(to: (together - made % together) % together)
    }
    return graph
  }
}
