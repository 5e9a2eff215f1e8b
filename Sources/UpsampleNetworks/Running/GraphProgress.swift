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
    isHeld = graph.heldMaps
    made = Array(repeating: 0, count: graph.nodes.count + 1)
    most = graph.rowsPerPictureRow.enumerated().map { map, ratio in
      let rows = max(1, Int((Double(stepRows) * ratio).rounded(.up)))
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
  /// For each map about how many rows of it a row of the picture makes, its borders aside; one
  /// that is not made of the picture comes along with it.
  fileprivate var rowsPerPictureRow: [Double] {
    var ratios = [1.0]
    for node in nodes {
      let layer = node.layer
      let inputs = node.inputs.enumerated().map { index, map in
        ratios[map] * layer.rowRatio(ofInput: index)
      }
      ratios.append(inputs.max() ?? Double(layer.output.height) / Double(input.height))
    }
    return ratios
  }
}

extension Layer {
  /// About how many rows of the output a row of an input makes, by the half of them in the
  /// middle, or by all where these are made of the same.
  fileprivate func rowRatio(ofInput index: Int) -> Double {
    let (first, last) = (output.height / 4, output.height - 1 - output.height / 4)
    let reached = [first, last].map {
      inputs(reaching: $0..<$0 + 1, along: .vertical, ofInput: index).lowerBound
    }
    guard reached[0] < reached[1] else {
      let all = inputs(reaching: 0..<output.height, along: .vertical, ofInput: index)
      return Double(output.height) / Double(max(1, all.count))
    }
    return Double(last - first) / Double(reached[1] - reached[0])
  }
}
