/// How far each map of a network has come, as numbers of rows.
struct GraphProgress {
  private let graph: NetworkGraph
  private let consumers: [[Int]]
  /// The rows of each map that have been made.
  private(set) var made: [Int]
  /// The most rows of each map that are made at a time. Without such a limit all that waits
  /// for rows below the last one would be made at once, when that has come.
  private let most: [Int]

  init(_ graph: NetworkGraph, stepRows: Int) {
    self.graph = graph
    consumers = graph.consumers
    made = Array(repeating: 0, count: graph.nodes.count + 1)
    most = (0...graph.nodes.count).map { map in
      let share = stepRows * graph.shape(map).height
      let rows = (share + graph.input.height - 1) / graph.input.height
      let together = map == 0 ? 1 : graph.nodes[map - 1].layer.rowsTogether
      return (rows + together - 1) / together * together
    }
  }

  /// Takes the next rows of the picture.
  ///
  /// - Returns: Their numbers.
  mutating func take() -> Range<Int> {
    let first = made[0]
    made[0] = min(first + most[0], graph.input.height)
    return first..<made[0]
  }

  /// Makes the rows of a node that its inputs allow.
  ///
  /// - Returns: Their numbers.
  mutating func advance(_ node: Int) -> Range<Int> {
    let first = made[node + 1]
    let layer = graph.nodes[node].layer
    // The largest end whose inputs are there: ends of inputs only grow.
    var (low, high) = (first, min(first + most[node + 1], layer.output.height))
    while low < high {
      let middle = low + (high - low + 1) / 2
      if isThere(first..<middle, of: node) { low = middle } else { high = middle - 1 }
    }
    if low < layer.output.height { low -= low % layer.rowsTogether }
    made[node + 1] = max(first, low)
    return first..<max(first, low)
  }

  private func isThere(_ rows: Range<Int>, of node: Int) -> Bool {
    graph.nodes[node].inputs.enumerated().allSatisfy { index, map in
      graph.nodes[node].layer.inputs(
        reaching: rows, along: .vertical, ofInput: index
      ).upperBound <= made[map]
    }
  }

  /// The first row of a map of which rows still to come are made.
  func firstNeeded(_ map: Int) -> Int {
    var first = made[map]
    for node in consumers[map] {
      let rest = made[node + 1]..<graph.nodes[node].layer.output.height
      if rest.isEmpty { continue }
      for (index, input) in graph.nodes[node].inputs.enumerated() where input == map {
        let needed = graph.nodes[node].layer.inputs(
          reaching: rest, along: .vertical, ofInput: index)
        if !needed.isEmpty { first = min(first, needed.lowerBound) }
      }
    }
    return first
  }
}

extension NetworkGraph {
  /// The rows of the picture that come at a time: enough for threads to share, and few enough
  /// for the caches and a small memory.
  package var stepRows: Int {
    let widest = (0...nodes.count).reduce(1) { max($0, shape($1).rowCount) }
    return max(1, min(16, Self.stepNumbers / widest / 4)) * 4
  }

  /// The numbers that come at a time of the widest map.
  private static let stepNumbers = 1 << 19

  /// About the memory that running it takes: the rows of each map that are held at once, and
  /// the weights, laid out.
  package var workingBytes: Int {
    var progress = GraphProgress(self, stepRows: stepRows)
    var most = [Int](repeating: 0, count: nodes.count + 1)
    var dropped = most
    var steps = 0
    // Once rows have come out a few times, what is held repeats.
    while progress.made[result] < output.height, steps < 8 {
      _ = progress.take()
      for node in nodes.indices { _ = progress.advance(node) }
      for map in most.indices {
        most[map] = max(most[map], progress.made[map] - dropped[map])
        dropped[map] = map == result ? progress.made[map] : progress.firstNeeded(map)
      }
      if progress.made[result] > 0 { steps += 1 }
    }
    let maps = most.indices.reduce(0) {
      $0 + MapBuffer.capacity(holding: most[$1], adding: 0) * shape($1).rowCount
    }
    let weights = nodes.reduce(0) { $0 + $1.layer.weightCount }
    return (maps + weights) * MemoryLayout<Float>.size
  }
}
