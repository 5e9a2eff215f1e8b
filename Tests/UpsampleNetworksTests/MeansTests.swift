import Testing
import UpsampleBase
import UpsampleTensors

@testable import UpsampleNetworks

@Suite struct MeansTests {
  /// Two blocks of squeeze-and-excite, one after the other, with a skip around the first.
  static func network(height: Int, width: Int) throws -> NetworkGraph {
    var graph = NetworkGraph(input: MapShape(channels: 3, height: height, width: width))
    func node(_ layer: any Layer, _ inputs: Int...) -> NetworkGraph.Node {
      NetworkGraph.Node(name: "node", operation: "node", layer: layer, inputs: inputs)
    }
    func excited(_ map: Int, seed: UInt64) throws -> Int {
      let shape = graph.shape(map)
      let mean = graph.add(node(MeanLayer(of: shape), map))
      let gate = graph.add(
        node(
          try GraphWalkTests.convolution(
            graph.shape(mean), to: shape.channels, taps: 1, seed: seed, activation: .sigmoid),
          mean))
      let spread = graph.add(
        node(SpreadLayer(of: graph.shape(gate), over: shape)!, gate))
      return graph.add(node(CombiningLayer(.multiply, shape, shape)!, map, spread))
    }
    let head = graph.add(
      node(try GraphWalkTests.convolution(graph.input, to: 8, seed: 1, activation: .relu), 0))
    let first = try excited(head, seed: 2)
    let sum = graph.add(
      node(CombiningLayer(.add, graph.shape(head), graph.shape(first))!, head, first))
    let body = graph.add(
      node(try GraphWalkTests.convolution(graph.shape(sum), to: 6, seed: 3), sum))
    graph.result = try excited(body, seed: 4)
    return graph
  }

  /// By runs of their own means have the bits that they have in a single one.
  @Test(arguments: [1, 3, 19]) func runsOfTheirOwnChangeNothing(step: Int) throws {
    let graph = try Self.network(height: 19, width: 14)
    let picture = GraphWalkTests.numbers(19 * 14 * 3, seed: 9)
    let whole = try GraphWalkTests.run(graph, of: picture, step: 19)
    #expect(graph.meanCount == 2)
    var runs = 0
    let settled = try graph.settled { part throws(UpsampleError) in
      runs += 1
      #expect(part.meanCount == 0)
      let walk = try GraphWalk(part, stepRows: step)
      return try walk.means { () throws(UpsampleError) in
        try walk.step(threads: .caller) { rows, room in
          for index in 0..<rows.count * 14 * 3 {
            room[index] = picture[rows.lowerBound * 14 * 3 + index]
          }
        }
      }
    }
    #expect(runs == 2)
    #expect(settled.meanCount == 0)
    #expect(try GraphWalkTests.run(settled, of: picture, step: step) == whole)
  }

  /// What is held does not grow with the height.
  @Test func runsOfTheirOwnHoldFewRows() throws {
    let heights = try [2000, 4000].map { try Self.network(height: $0, width: 300).workingBytes }
    #expect(heights[0] == heights[1])
    #expect(heights[0] < 4_000_000)
  }

  /// Nor does what is held in the end, for which the maps that means are spread over come along
  /// with those that they scale.
  @Test(arguments: [4, 8, 32]) func runsOfTheirOwnHoldFewRowsToTheEnd(step: Int) throws {
    let heights = try [200, 400].map { height in
      try Self.network(height: height, width: 14).passes.map { Self.mostHeld($0, step: step) }
    }
    #expect(heights[0] == heights[1])
  }

  /// The most rows that are held of each map from the first step to the last.
  private static func mostHeld(_ graph: NetworkGraph, step: Int) -> [Int] {
    var progress = GraphProgress(graph, stepRows: step)
    var most = [Int](repeating: 0, count: graph.nodes.count + 1)
    while progress.made[graph.result] < graph.output.height {
      _ = progress.take()
      for node in graph.nodes.indices { _ = progress.advance(node) }
      for map in most.indices where progress.isHeld[map] && map != graph.result {
        most[map] = max(most[map], progress.made[map] - progress.firstNeeded(map))
      }
    }
    return most
  }

  /// The mean of the picture itself.
  @Test func aMeanOfThePictureIsSettledToo() throws {
    var graph = NetworkGraph(input: MapShape(channels: 2, height: 3, width: 2))
    graph.result = graph.add("mean", MeanLayer(of: graph.input), 0)
    let settled = try graph.settled { part throws(UpsampleError) in
      let walk = try GraphWalk(part, stepRows: 1)
      return try walk.means { () throws(UpsampleError) in
        try walk.step(threads: .caller) { rows, room in
          for place in 0..<4 * rows.count { room[place] = Float(4 * rows.lowerBound + place) }
        }
      }
    }
    #expect(
      try GraphWalkTests.run(settled, of: [Float](repeating: 0, count: 12), step: 1) == [5, 6])
  }
}
