import Testing
import UpsampleBase
import UpsampleTensors

@testable import UpsampleNetworks

@Suite struct GraphWalkTests {
  /// Numbers that follow from their places.
  static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float(random.next() >> 40) / Float(1 << 24) - 0.5 }
  }

  static func convolution(
    _ input: MapShape, to channels: Int, taps: Int = 3, seed: UInt64, activation: Activation? = nil
  ) throws -> ConvolutionLayer {
    try ConvolutionLayer(
      "layer", of: input,
      filter: Tensor(
        shape: [taps, taps, input.channels, channels],
        scalars: numbers(taps * taps * input.channels * channels, seed: seed)),
      vertical: .init(pads: (taps / 2, taps / 2)), horizontal: .init(pads: (taps / 2, taps / 2)),
      bias: numbers(channels, seed: seed + 1), activation: activation)
  }

  /// A residual network with a skip, a concatenation and blocks.
  static func network(height: Int, width: Int) throws -> NetworkGraph {
    var graph = NetworkGraph(input: MapShape(channels: 3, height: height, width: width))
    func node(_ layer: any Layer, _ inputs: Int...) -> NetworkGraph.Node {
      NetworkGraph.Node(name: "node", operation: "Conv", layer: layer, inputs: inputs)
    }
    let head = graph.add(node(try convolution(graph.input, to: 8, seed: 1, activation: .relu), 0))
    let body = graph.add(
      node(try convolution(graph.shape(head), to: 8, taps: 5, seed: 2), head))
    let sum = graph.add(
      node(CombiningLayer(.add, graph.shape(head), graph.shape(body))!, head, body))
    let joined = graph.add(
      node(ConcatLayer([graph.shape(sum), graph.input])!, sum, 0))
    let last = graph.add(node(try convolution(graph.shape(joined), to: 12, seed: 3), joined))
    graph.result = graph.add(
      node(
        BlockLayer(.depthToSpace, of: graph.shape(last), block: 2, order: .channelFirst)!, last))
    return graph
  }

  static func run(
    _ graph: NetworkGraph, of picture: [Float], step: Int, threads: ThreadBudget = .caller
  ) throws -> [Float] {
    let walk = try GraphWalk(graph, stepRows: step)
    var result: [Float] = []
    let rowCount = graph.input.rowCount
    while walk.made < graph.output.height {
      let rows = try walk.step(threads: threads) { rows, room in
        for index in 0..<rows.count * rowCount {
          room[index] = picture[rows.lowerBound * rowCount + index]
        }
      }
      for row in rows {
        let start = walk.rows.row(row)
        result += UnsafeBufferPointer(start: start, count: graph.output.rowCount)
      }
    }
    return result
  }

  @Test(arguments: [1, 2, 3, 8, 50]) func stepsChangeNothing(step: Int) throws {
    let graph = try Self.network(height: 23, width: 17)
    let picture = Self.numbers(23 * 17 * 3, seed: 9)
    let whole = try Self.run(graph, of: picture, step: 23)
    #expect(whole.count == 46 * 34 * 3)
    #expect(try Self.run(graph, of: picture, step: step) == whole)
    let planned = graph.planned
    let rows = try Self.run(planned, of: picture, step: 23)
    #expect(zip(rows, whole).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(try Self.run(planned, of: picture, step: step, threads: .processors) == rows)
  }

  /// Layers that come to their first rows when the picture has ended wait for no more than others.
  @Test func lowPicturesHoldNoMoreThanHighOnes() throws {
    func plan(height: Int) throws -> RunPlan {
      var graph = NetworkGraph(input: MapShape(channels: 16, height: height, width: 64))
      for layer in 0..<24 {
        graph.result = graph.add(
          "conv", try Self.convolution(graph.input, to: 16, seed: UInt64(layer)), graph.result)
      }
      graph.result = graph.add(
        "add", CombiningLayer(.add, graph.input, graph.input)!, graph.result, 0)
      return RunPlan(graph.aligned(toStepsOf: 4), stepRows: 4)
    }
    #expect(try plan(height: 16).heldCount <= plan(height: 400).heldCount)
  }

  /// A network as deep as a picture is high, whose picture is needed to the last layer.
  @Test func whatIsHeldIsWhatRowsToComeAreMadeOf() throws {
    var graph = NetworkGraph(input: MapShape(channels: 2, height: 400, width: 64))
    let base = graph.add(
      "nearest",
      ResizeLayer(
        of: graph.input, size: (1600, 256), method: .nearest,
        rule: ResizeRule(rounding: .floor)), 0)
    var map = 0
    for layer in 0..<12 {
      map = graph.add(
        "conv", try Self.convolution(graph.shape(map), to: 32, seed: UInt64(layer)), map)
    }
    map = graph.add(
      "shuffle",
      BlockLayer(.depthToSpace, of: graph.shape(map), block: 4, order: .channelFirst)!, map)
    graph.result = graph.add(
      "add", CombiningLayer(.add, graph.shape(map), graph.shape(base))!, map, base)
    let planned = graph.planned
    let plan = planned.runPlan
    // Of each layer three rows wait, of the enlarged picture none.
    #expect(plan.maps[base].most == 0)
    #expect(plan.maps[2...12].allSatisfy { $0.left <= 3 && $0.place != nil })
    let rows = graph.shape(2).rowCount
    #expect(plan.heldCount < (12 * 3 + 3 * (plan.stepRows + 3)) * rows)
    let picture = Self.numbers(400 * 64 * 2, seed: 3)
    let made = try Self.run(planned, of: picture, step: 4)
    #expect(try Self.run(planned, of: picture, step: 400) == made)
  }

  /// What is made anew for a layer that reads it is foreseen too: here each time the rows of two
  /// crops, one of the other.
  @Test func copiesAreForeseen() throws {
    var graph = NetworkGraph(input: MapShape(channels: 4, height: 100, width: 50))
    let body = graph.add("conv", try Self.convolution(graph.input, to: 16, seed: 1), 0)
    let outer = graph.add(
      "crop", CropLayer(of: graph.shape(body), rows: 2..<98, columns: 0..<50), body)
    let inner = graph.add(
      "crop", CropLayer(of: graph.shape(outer), rows: 0..<96, columns: 2..<48), outer)
    graph.result = graph.add(
      "conv", try Self.convolution(graph.shape(inner), to: 4, seed: 2), inner)
    let plan = RunPlan(graph, stepRows: 8)
    #expect(plan.copiedCount == (8 + 2) * 16 * (50 + 46))
  }

  /// Of a chain of maps that grow two lie in the memory at a time, wherever they are.
  @Test func mapsThatGrowShareMemory() throws {
    var graph = NetworkGraph(input: MapShape(channels: 8, height: 60, width: 32))
    for (number, channels) in [16, 24, 48, 96, 192, 8].enumerated() {
      graph.result = graph.add(
        "conv",
        try Self.convolution(graph.shape(graph.result), to: channels, seed: UInt64(number)),
        graph.result)
    }
    let planned = graph.planned
    let plan = planned.runPlan
    #expect(plan.sharedCount <= (192 + 96) * 32 * plan.maps[5].most)
    // No two lie over each other while both are there.
    for one in 0..<6 {
      let next = plan.maps[one + 1]
      guard let place = plan.maps[one].place, let other = next.place else { continue }
      let end = place + plan.maps[one].most * planned.shape(one).rowCount
      let otherEnd = other + next.most * planned.shape(one + 1).rowCount
      #expect(end <= other || otherEnd <= place)
    }
    let picture = Self.numbers(60 * 32 * 8, seed: 1)
    let made = try Self.run(planned, of: picture, step: 60)
    let walk = try Self.run(planned, of: picture, step: plan.stepRows)
    #expect(walk == made)
  }
}
