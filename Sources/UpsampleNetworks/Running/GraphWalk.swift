import UpsampleBase

/// A network at work on one picture: rows of the picture in, rows of the result out, and no
/// row made twice.
///
/// Each layer makes the rows that the rows before it allow, and of each map those are held
/// that rows still to come are made of. What is made does not depend on how many rows come
/// at a time.
package final class GraphWalk {
  private let graph: NetworkGraph
  private let layers: [any PreparedLayer]
  private var progress: GraphProgress
  private var buffers: [MapBuffer]
  /// The memory that maps share.
  private let shared: Storage<Float>
  /// For each node the maps that nothing behind it reads in a step, which leave their places.
  private var lastRead: [[Int]]

  /// Lays the weights out.
  ///
  /// - Parameter stepRows: The rows of the picture that come at a time; absent, the graph's.
  /// - Throws: ``UpsampleError/request(_:)`` when weights do not fit into memory.
  package init(_ graph: NetworkGraph, stepRows: Int? = nil) throws(UpsampleError) {
    self.graph = graph
    layers = try graph.nodes.map { node throws(UpsampleError) in try node.layer.prepared() }
    let plan = stepRows.map { RunPlan(graph, stepRows: $0) } ?? graph.runPlan
    progress = GraphProgress(graph, stepRows: plan.stepRows)
    let shared = Storage<Float>(count: plan.sharedCount)
    self.shared = shared
    buffers = plan.maps.enumerated().map { map, rows in
      MapBuffer(rowCount: graph.shape(map).rowCount, rows, in: shared)
    }
    lastRead = graph.nodes.map { _ in [] }
    for (map, rows) in plan.maps.enumerated() where map != graph.result {
      if let reader = rows.lastReader ?? (map == 0 ? nil : map - 1) { lastRead[reader].append(map) }
    }
  }

  /// The rows of the result that have been made.
  package var made: Int { progress.made[graph.result] }

  /// The rows of the picture that have come.
  package var taken: Int { progress.made[0] }

  /// Takes the next rows of the picture, if any are left, and makes rows that they complete.
  ///
  /// - Parameters:
  ///   - threads: The threads that share the work.
  ///   - fill: Writes rows of the picture, of the given numbers.
  /// - Returns: The numbers of the result's rows that were made, maybe none, which ``rows`` has
  ///   until the next step.
  package func step(
    threads: ThreadBudget,
    filledBy fill: (Range<Int>, UnsafeMutablePointer<Float>) throws(UpsampleError) -> Void
  ) throws(UpsampleError) -> Range<Int> {
    let before = made
    buffers[graph.result].drop(before: before)
    let coming = progress.take()
    if !coming.isEmpty { try fill(coming, buffers[0].append(coming.count)) }
    for (number, node) in graph.nodes.enumerated() {
      let rows = progress.advance(number)
      if !rows.isEmpty, progress.isHeld[number + 1] {
        let target = buffers[number + 1].append(rows.count)
        make(rows, of: number, into: target, threads: threads)
        for map in Set(node.inputs) { drop(map) }
      }
      for map in lastRead[number] where progress.isHeld[map] {
        drop(map)
        buffers[map].rest()
      }
    }
    return before..<made
  }

  /// The means of the channels of the result, once the whole picture has gone through.
  ///
  /// - Parameter step: Takes the next ``step(threads:filledBy:)``.
  package func means(
    by step: () throws(UpsampleError) -> Range<Int>
  ) throws(UpsampleError) -> [Float] {
    var sums = ChannelSums(of: graph.output)
    while made < graph.output.height {
      for row in try step() { sums.add(rows.row(row)) }
    }
    return sums.means
  }

  /// The share of the multiplications that has been done.
  var workShare: Double {
    let all = graph.multiplyAdds
    guard all > 0 else { return Double(made) / Double(graph.output.height) }
    return graph.nodes.enumerated().reduce(0) { share, node in
      let layer = node.element.layer
      let rows = Double(progress.made[node.offset + 1]) / Double(max(1, layer.output.height))
      return share + layer.multiplyAdds / all * rows
    }
  }

  /// Makes rows of a node.
  private func make(
    _ rows: Range<Int>, of node: Int, into target: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    var copies: [Storage<Float>] = []
    let inputs = graph.nodes[node].inputs.enumerated().map { index, map in
      guard !progress.isHeld[map] else { return buffers[map].held }
      let read = graph.nodes[node].layer.inputs(
        reaching: rows, along: .vertical, ofInput: index)
      let rowCount = graph.shape(map).rowCount
      let copy = Storage<Float>(count: read.count * rowCount)
      if !read.isEmpty { make(read, of: map - 1, into: copy.base, threads: threads) }
      copies.append(copy)
      return MapRows(base: copy.base, rows: read, rowCount: rowCount)
    }
    layers[node].make(rows, of: inputs, into: target, threads: threads)
    withExtendedLifetime(copies) {}
  }

  /// Forgets the rows of a map that nothing more is made of.
  private func drop(_ map: Int) {
    guard progress.isHeld[map] else {
      for input in graph.nodes[map - 1].inputs { drop(input) }
      return
    }
    if map != graph.result { buffers[map].drop(before: progress.firstNeeded(map)) }
  }

  /// The rows of the result that are held.
  package var rows: MapRows { buffers[graph.result].held }
}
