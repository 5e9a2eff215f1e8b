import Testing
import UpsampleTensors

@testable import UpsampleNetworks

/// 1x1 convolutions of concatenated maps, computed as sums of early and late ones.
@Suite struct SumsTests {
  /// A map of the picture, one of that and some of those after it, concatenated and mixed.
  private static func network(to channels: Int, _ activation: Activation?) throws -> NetworkGraph {
    var graph = NetworkGraph(input: MapShape(channels: 3, height: 40, width: 12))
    func convolution(_ map: Int, to outputs: Int, taps: Int) throws -> ConvolutionLayer {
      let inputs = graph.shape(map).channels
      let pads = ConvolutionLayer.Axis(pads: (before: taps / 2, after: taps / 2))
      return try ConvolutionLayer(
        "layer", of: graph.shape(map),
        filter: Tensor(
          shape: [taps, taps, inputs, outputs],
          scalars: GraphWalkTests.numbers(taps * taps * inputs * outputs, seed: 8)),
        vertical: pads, horizontal: pads, bias: GraphWalkTests.numbers(outputs, seed: 4),
        activation: taps == 1 ? activation : nil)
    }
    var maps = [graph.add("layer", try convolution(0, to: 6, taps: 3), 0)]
    for _ in 0..<10 {
      maps.append(graph.add("layer", try convolution(maps.last!, to: 6, taps: 5), maps.last!))
    }
    // Not in the order in which they are made.
    let parts = [maps[10], maps[1], maps[0], maps[2]]
    let all = graph.add(
      .init(
        name: "all", operation: "all", layer: ConcatLayer(parts.map { graph.shape($0) })!,
        inputs: parts))
    graph.result = graph.add("mixed", try convolution(all, to: channels, taps: 1), all)
    return graph
  }

  @Test(arguments: [
    nil, Activation.relu, .prelu(alpha: Tensor(shape: [5], scalars: [0.5, -1, 2, 0, 3])),
  ])
  func areTheConvolutionOfAllMaps(activation: Activation?) throws {
    let graph = try Self.network(to: 5, activation)
    let plan = RunPlan(graph, stepRows: 2)
    let summed = graph.withEarlySums(in: plan)
    #expect(summed.nodes.count > graph.nodes.count)
    #expect(summed.multiplyAdds == graph.multiplyAdds)
    #expect(RunPlan(summed, stepRows: 2).heldCount < plan.heldCount)
    let picture = GraphWalkTests.numbers(graph.input.height * graph.input.rowCount, seed: 2)
    let direct = try GraphWalkTests.run(graph, of: picture, step: 40)
    let made = try GraphWalkTests.run(summed, of: picture, step: 40)
    let largest = direct.reduce(1) { max($0, abs($1)) }
    #expect(zip(made, direct).allSatisfy { abs($0 - $1) < 1e-6 * largest })
    #expect(try GraphWalkTests.run(summed, of: picture, step: 3) == made)
  }

  @Test func areNotMadeWhereTheyWouldHoldMore() throws {
    let graph = try Self.network(to: 40, nil)
    #expect(graph.withEarlySums(in: RunPlan(graph, stepRows: 2)).nodes.count == graph.nodes.count)
  }
}
