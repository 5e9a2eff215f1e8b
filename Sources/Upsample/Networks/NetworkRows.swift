import UpsampleBase
import UpsampleImages
import UpsampleNetworks

/// The rows that a network makes of a picture, as they are written.
final class NetworkRows: RowSource {
  let height: Int
  let rowBytes: Int
  let heldBytes: Int
  private let source: any RowSource
  private let space: WorkingSpace
  private let budget: WorkBudget
  private let graph: NetworkGraph
  private let output: ImageLayout
  /// Made with the first rows, when its memory is set aside.
  private var walk: GraphWalk?
  /// The rows that the walk holds and nobody has read.
  private var ready = 0..<0

  /// - Parameters:
  ///   - graph: A network that takes the picture's numbers and makes those of the output.
  ///   - source: The picture, none of whose rows have been read.
  ///   - budget: What the work may use; the reader holds one of its threads.
  ///   - output: The picture after.
  init(
    _ graph: NetworkGraph, of source: any RowSource, in space: WorkingSpace,
    on budget: WorkBudget, as output: ImageLayout
  ) {
    (self.graph, self.source, self.space, self.budget) = (graph, source, space, budget)
    self.output = output
    height = graph.output.height
    rowBytes = output.rowBytes
    heldBytes = source.heldBytes + graph.workingBytes
  }

  func readRow(into row: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    while ready.isEmpty { try step() }
    let (width, depth) = (output.width, output.depth)
    withFloats(width * max(graph.output.channels, output.channels)) { numbers in
      numbers.update(from: walk!.rows.row(ready.lowerBound), count: graph.output.rowCount)
      space.leave(numbers, count: width, to: depth)
      roundSamples(
        numbers, count: output.rowSamples, Float(depth.maximum) / Float(space.depth.maximum),
        depth, into: row)
    }
    ready.removeFirst()
  }

  /// Takes the next rows of the picture through the network.
  private func step() throws(UpsampleError) {
    if walk == nil { walk = try GraphWalk(graph) }
    let walk = walk!
    let (width, channels) = (graph.input.width, graph.input.channels)
    ready = try budget.withIdleThreads { (threads) throws(UpsampleError) in
      try walk.step(threads: threads) { (rows, room) throws(UpsampleError) in
        for index in 0..<rows.count {
          let row = try source.readRow()
          row.withUnsafeBytes {
            space.enter($0.baseAddress!, count: width, into: room + index * width * channels)
          }
        }
      }
    }
  }

  /// The means of the channels of all rows, none of which have been read.
  func means() throws(UpsampleError) -> [Float] {
    let walk = try GraphWalk(graph)
    self.walk = walk
    let means = try walk.means { () throws(UpsampleError) in
      try step()
      return ready
    }
    try finish()
    return means
  }

  func finish() throws(UpsampleError) {
    for _ in (walk?.taken ?? 0)..<source.height { _ = try source.readRow() }
    try source.finish()
  }
}
