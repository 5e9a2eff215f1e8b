/// The rows of a map that are held when a network is run.
struct MapPlan: Sendable {
  /// The most at once.
  var most = 0
  /// The most that are left from one step to the next.
  var left = 0
  /// The last node that reads the map in a step; absent where none does.
  var lastReader: Int?

  /// Whether what is left from step to step is so little that it waits in a storage of its own.
  var rests: Bool { left > 0 && 2 * left <= most }
}

/// How a network is run: the rows that come at a time, and those that are held of each map.
struct RunPlan: Sendable {
  /// The rows of the picture that come at a time.
  let stepRows: Int
  private(set) var maps: [MapPlan]
  /// The memory of the rows that are held at once, in numbers.
  private(set) var heldCount = 0

  init(_ graph: NetworkGraph, stepRows: Int) {
    self.stepRows = stepRows
    maps = Array(repeating: MapPlan(), count: graph.nodes.count + 1)
    countRows(of: graph)
    let held = graph.heldMaps
    for map in maps.indices.reversed() {
      for node in graph.consumers[map] {
        let reader = held[node + 1] ? node : maps[node + 1].lastReader
        maps[map].lastReader = [maps[map].lastReader, reader].compactMap { $0 }.max()
      }
    }
    heldCount = mostNumbers(of: graph)
  }

  /// Takes some steps of a run without its numbers.
  private mutating func countRows(of graph: NetworkGraph) {
    var progress = GraphProgress(graph, stepRows: stepRows)
    var (steps, first) = (0, [Int](repeating: 0, count: maps.count))
    // Once rows have come out a few times, what is held repeats.
    while progress.made[graph.result] < graph.output.height, steps < 4 {
      _ = progress.take()
      for node in graph.nodes.indices { _ = progress.advance(node) }
      for map in maps.indices where progress.isHeld[map] {
        maps[map].most = max(maps[map].most, progress.made[map] - first[map])
        first[map] = map == graph.result ? progress.made[map] : progress.firstNeeded(map)
        maps[map].left = max(maps[map].left, progress.made[map] - first[map])
      }
      if progress.made[graph.result] > 0 { steps += 1 }
    }
  }

  /// The most numbers that maps hold while a step goes from node to node.
  private func mostNumbers(of graph: NetworkGraph) -> Int {
    var ends = [Int](repeating: 0, count: maps.count + 1)
    var (own, passing, most) = (0, 0, 0)
    for (map, plan) in maps.enumerated() {
      let rowCount = graph.shape(map).rowCount
      own += (plan.rests ? plan.left : plan.left > 0 ? plan.most : 0) * rowCount
      guard plan.rests || plan.left == 0 else { continue }
      passing += plan.most * rowCount
      most = max(most, passing)
      // A map that nothing reads passes when the next one is made.
      ends[max(map, (plan.lastReader ?? map) + 1)] += plan.most * rowCount
      passing -= ends[map]
    }
    return own + most
  }
}

extension NetworkGraph {
  /// The plan whose rows are enough for threads to share, and few enough for the caches and a
  /// small memory.
  var fittingPlan: RunPlan {
    let widest = (0...nodes.count).reduce(1) { max($0, shape($1).rowCount) }
    var rows = max(1, min(8, Self.stepNumbers / widest / 4)) * 4
    while true {
      let plan = RunPlan(self, stepRows: rows)
      if rows == 4 || plan.heldCount <= Self.heldNumbers { return plan }
      rows = max(4, rows / 8 * 4)
    }
  }

  /// The most numbers that come at a time of the widest map.
  private static let stepNumbers = 1 << 20
  /// The numbers for which fewer rows come at a time.
  private static let heldNumbers = 5 << 18

  /// About the memory that running it takes: the rows of each map that are held at once, and
  /// the weights, laid out. Means of the whole picture are runs of their own.
  package var workingBytes: Int {
    guard meanCount == 0 else { return passes.reduce(0) { max($0, $1.workingBytes) } }
    let numbers =
      nodes.reduce(0) { $0 + $1.layer.heldCount }
      + nodes.reduce(0) { max($0, $1.layer.passingCount) }
    return (runPlan.heldCount + numbers) * MemoryLayout<Float>.size
  }

  /// The plan that it was given, or the one that fits it.
  var runPlan: RunPlan { plan ?? fittingPlan }
}
