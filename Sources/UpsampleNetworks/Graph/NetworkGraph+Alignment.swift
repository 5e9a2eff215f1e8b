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
  private func aligned(toStepsOf stepRows: Int) -> NetworkGraph {
    var progress = GraphProgress(self, stepRows: stepRows, waiting: .never)
    while progress.made[result] == 0, progress.made[0] < input.height {
      _ = progress.take()
      for node in nodes.indices { _ = progress.advance(node) }
    }
    var graph = self
    for (number, node) in nodes.enumerated() {
      let (made, together) = (progress.made[number + 1], node.layer.rowsTogether)
      guard together > 1, made < node.layer.output.height,
        let layer = node.layer as? any AlignableLayer
      else { continue }
      graph.nodes[number].layer = layer.aligned(to: (together - made % together) % together)
    }
    return graph
  }
}
