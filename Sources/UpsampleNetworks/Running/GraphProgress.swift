/// How far each map of a network has come, as numbers of rows.
struct GraphProgress {
  private let graph: NetworkGraph
  private let consumers: [[Int]]
  /// Whether rows of each map are held.
  let isHeld: [Bool]
  /// The rows of each map that have been made.
  private(set) var made: [Int]
  /// The most rows of each map that are made at a time. Without such a limit all that waits
  /// for rows below the last one would be made at once, when that has come.
  private let most: [Int]

  /// Whether layers wait for the rows that they make together.
  enum Waiting { case always, never }

  private let waiting: Waiting

  init(_ graph: NetworkGraph, stepRows: Int, waiting: Waiting = .always) {
    self.waiting = waiting
    self.graph = graph
    consumers = graph.consumers
    isHeld = (0...graph.nodes.count).map(graph.isHeld)
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
    if waiting == .always, low < layer.output.height {
      low -= (low + layer.firstRow) % layer.rowsTogether
    }
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
      let begin = isHeld[node + 1] ? made[node + 1] : firstNeeded(node + 1)
      let rest = begin..<graph.nodes[node].layer.output.height
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
  var fittingStepRows: Int {
    let widest = (0...nodes.count).reduce(1) { max($0, shape($1).rowCount) }
    var rows = max(1, min(8, Self.stepNumbers / widest / 4)) * 4
    while rows > 4, mapBytes(stepRows: rows) > Self.stepBytes { rows = max(4, rows / 8 * 4) }
    return rows
  }

  /// The most numbers that come at a time of the widest map.
  private static let stepNumbers = 1 << 20
  /// The memory for which fewer rows come at a time.
  private static let stepBytes = 10_000_000

  /// About the memory that running it takes: the rows of each map that are held at once, and
  /// the weights, laid out. Means of the whole picture are runs of their own.
  package var workingBytes: Int {
    guard meanCount == 0 else { return passes.reduce(0) { max($0, $1.workingBytes) } }
    let numbers = nodes.reduce(0) { $0 + $1.layer.heldCount }
    return mapBytes(stepRows: stepRows) + numbers * MemoryLayout<Float>.size
  }

  /// About the memory of the rows that are held at once. Maps of which rows are left from step
  /// to step have a storage each; the others share a few.
  private func mapBytes(stepRows: Int) -> Int {
    let rows = mapRows(stepRows: stepRows)
    let counts = rows.most.indices.map { rows.most[$0] * shape($0).rowCount }
    let own = counts.indices.reduce(0) { $0 + (rows.last[$1] ? counts[$1] : 0) }
    let shared = counts.indices.filter { !rows.last[$0] }.map { counts[$0] }.sorted(by: >)
    return (own + shared.prefix(4).reduce(0, +)) * MemoryLayout<Float>.size
  }

  /// The most rows of each map that are held at once, and whether some are left from step to
  /// step.
  func mapRows(stepRows: Int) -> (most: [Int], last: [Bool]) {
    var progress = GraphProgress(self, stepRows: stepRows)
    var (most, steps) = ([Int](repeating: 0, count: nodes.count + 1), 0)
    var first = most
    var last = [Bool](repeating: false, count: nodes.count + 1)
    // Once rows have come out a few times, what is held repeats.
    while progress.made[result] < output.height, steps < 4 {
      _ = progress.take()
      for node in nodes.indices { _ = progress.advance(node) }
      for map in most.indices where progress.isHeld[map] {
        most[map] = max(most[map], progress.made[map] - first[map])
        first[map] = map == result ? progress.made[map] : progress.firstNeeded(map)
        last[map] = last[map] || first[map] < progress.made[map]
      }
      if progress.made[result] > 0 { steps += 1 }
    }
    return (most, last)
  }
}
