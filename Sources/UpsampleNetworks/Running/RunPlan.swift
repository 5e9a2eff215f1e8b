/// The rows of a map that are held when a network is run.
struct MapPlan: Sendable {
  /// The most at once.
  var most = 0
  /// The most that are left from one step to the next.
  var left = 0
  /// The last node that reads the map in a step; absent where none does.
  var lastReader: Int?

  /// Where its rows lie while a step makes and reads them, counted in numbers from the
  /// beginning of the memory that maps share; absent for one that keeps its rows to itself.
  var place: Int?

  /// Whether so little is left from step to step that it may wait elsewhere.
  fileprivate var leavesLittle: Bool { 2 * left <= most }
}

/// How a network is run: the rows that come at a time, and those that are held of each map.
struct RunPlan: Sendable {
  /// The rows of the picture that come at a time.
  let stepRows: Int
  private(set) var maps: [MapPlan]
  /// The memory that maps share, in numbers.
  private(set) var sharedCount = 0
  /// All memory of maps, in numbers.
  private(set) var heldCount = 0
  /// The numbers of maps that are not held which are there at once while a node's rows are made.
  private(set) var copiedCount = 0

  init(_ graph: NetworkGraph, stepRows: Int) {
    self.stepRows = stepRows
    maps = Array(repeating: MapPlan(), count: graph.nodes.count + 1)
    countRows(of: graph)
    let (held, consumers) = (graph.heldMaps, graph.consumers)
    for map in maps.indices.reversed() {
      for node in consumers[map] {
        let reader = held[node + 1] ? node : maps[node + 1].lastReader
        maps[map].lastReader = [maps[map].lastReader, reader].compactMap { $0 }.max()
      }
    }
    findPlaces(in: graph)
    heldCount = maps.enumerated().reduce(sharedCount) { count, map in
      let plan = map.element
      return count + (plan.place == nil ? plan.most : plan.left) * graph.shape(map.offset).rowCount
    }
  }

  /// Takes some steps of a run without its numbers.
  private mutating func countRows(of graph: NetworkGraph) {
    var progress = GraphProgress(graph, stepRows: stepRows)
    var (steps, first) = (0, [Int](repeating: 0, count: maps.count))
    // Once rows have come out a few times, what is held repeats.
    while progress.made[graph.result] < graph.output.height, steps < 16 {
      _ = progress.take()
      for node in graph.nodes.indices {
        let rows = progress.advance(node)
        guard !rows.isEmpty, progress.isHeld[node + 1] else { continue }
        copiedCount = max(copiedCount, graph.copiedCount(rows, of: node, held: progress.isHeld))
      }
      for map in maps.indices where progress.isHeld[map] {
        maps[map].most = max(maps[map].most, progress.made[map] - first[map])
        first[map] = map == graph.result ? progress.made[map] : progress.firstNeeded(map)
        maps[map].left = max(maps[map].left, progress.made[map] - first[map])
      }
      if progress.made[graph.result] > 0 { steps += 1 }
    }
  }

  /// Gives maps of which little is left their places, each from when its rows are made to when
  /// the last of its readers has read them.
  ///
  /// The memory is two parts, so that a map finds room where the one before the last has been,
  /// however the maps grow from layer to layer.
  private mutating func findPlaces(in graph: NetworkGraph) {
    var parts = [SharedMemory(), SharedMemory()]
    // The part of each map with a place.
    var part = [Int?](repeating: nil, count: maps.count)
    // The maps whose places are free once a node's rows are made.
    var ends = [[Int]](repeating: [], count: maps.count)
    func size(_ map: Int) -> Int { maps[map].most * graph.shape(map).rowCount }
    for map in maps.indices {
      if let reader = maps[map].lastReader, map != graph.result, maps[map].leavesLittle {
        let growth = parts.map { $0.growth(toHold: size(map)) }
        let chosen = (growth[0], parts[0].count) < (growth[1], parts[1].count) ? 0 : 1
        (part[map], maps[map].place) = (chosen, parts[chosen].take(size(map)))
        ends[reader + 1].append(map)
      }
      for other in ends[map] { parts[part[other]!].give(maps[other].place!, size(other)) }
    }
    for map in maps.indices where part[map] == 1 { maps[map].place! += parts[0].count }
    sharedCount = parts[0].count + parts[1].count
  }
}

/// Memory of which parts are taken and given back.
private struct SharedMemory {
  /// The numbers that it has to hold.
  private(set) var count = 0
  /// What is free before the end, in order.
  private var gaps: [Range<Int>] = []

  /// By how much it grows when so many numbers are taken.
  func growth(toHold size: Int) -> Int {
    let size = Self.lines(size)
    if gaps.contains(where: { $0.count >= size }) { return 0 }
    return size - (gaps.last?.upperBound == count ? gaps.last!.count : 0)
  }

  /// Takes the first part that is large enough.
  ///
  /// - Returns: Where it begins: at the beginning of a line of the cache.
  mutating func take(_ size: Int) -> Int {
    let size = Self.lines(size)
    if let gap = gaps.firstIndex(where: { $0.count >= size }) {
      let start = gaps[gap].lowerBound
      gaps[gap] = start + size..<gaps[gap].upperBound
      if gaps[gap].isEmpty { gaps.remove(at: gap) }
      return start
    }
    // The last gap grows where it reaches to the end.
    let start = gaps.last?.upperBound == count ? gaps.popLast()?.lowerBound ?? count : count
    count = start + size
    return start
  }

  mutating func give(_ start: Int, _ size: Int) {
    var freed = start..<start + Self.lines(size)
    var place = gaps.firstIndex { $0.lowerBound > start } ?? gaps.count
    if place < gaps.count, gaps[place].lowerBound == freed.upperBound {
      freed = start..<gaps.remove(at: place).upperBound
    }
    if place > 0, gaps[place - 1].upperBound == start {
      place -= 1
      freed = gaps.remove(at: place).lowerBound..<freed.upperBound
    }
    gaps.insert(freed, at: place)
  }

  private static func lines(_ count: Int) -> Int { (count + 15) / 16 * 16 }
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
    let plan = runPlan
    return (plan.heldCount + plan.copiedCount + numbers) * MemoryLayout<Float>.size
  }

  /// The numbers of maps that are not held which are there at once while rows of a node are made.
  fileprivate func copiedCount(_ rows: Range<Int>, of node: Int, held: [Bool]) -> Int {
    var (copied, most) = (0, 0)
    for (index, map) in nodes[node].inputs.enumerated() where !held[map] {
      let read = nodes[node].layer.inputs(reaching: rows, along: .vertical, ofInput: index)
      copied += read.count * shape(map).rowCount
      most = max(most, copied + copiedCount(read, of: map - 1, held: held))
    }
    return most
  }

  /// The rows of the picture that come at a time.
  package var stepRows: Int { min(runPlan.stepRows, input.height) }

  /// The plan that it was given, or the one that fits it.
  var runPlan: RunPlan { plan ?? fittingPlan }
}
