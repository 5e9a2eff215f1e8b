@testable import UpsampleBase
@testable import UpsampleNetworks

/// An ONNX file, whose network is run on a small picture if it takes little: row by row and
/// all at once, with the same bits.
func runNetwork(_ bytes: [UInt8]) {
  let (height, width) = (4 + bytes.count % 9, 3 + bytes.count % 7)
  guard let model = try? ONNXModel(bytes, name: "network.onnx"),
    let graph = try? model.graph(height: height, width: width).folded
  else { return }
  let numbers = (0...graph.nodes.count).reduce(0.0) {
    $0 + Double(graph.shape($1).rowCount) * Double(graph.shape($1).height)
  }
  guard numbers < 1e5, graph.multiplyAdds < 1e6 else { return }
  let rows = result(of: graph, stepRows: 1)
  let whole = result(of: graph, stepRows: height)
  precondition(rows == whole, "no step changes a row")
}

/// The bits of what a network makes, or `nil` where its weights can't be laid out.
private func result(of graph: NetworkGraph, stepRows: Int) -> [UInt32]? {
  guard let walk = try? GraphWalk(graph, stepRows: stepRows) else { return nil }
  var result: [UInt32] = []
  // A step takes or makes a row of some map.
  var steps = (0...graph.nodes.count).reduce(0) { $0 + graph.shape($1).height }
  while walk.made < graph.output.height {
    let rows = try! walk.step(threads: .caller) { rows, room in
      for index in 0..<rows.count * graph.input.rowCount {
        room[index] = Float((rows.lowerBound * graph.input.rowCount + index) % 17) / 16
      }
    }
    for row in rows {
      let start = walk.rows.row(row)
      for index in 0..<graph.output.rowCount { result.append(start[index].bitPattern) }
    }
    steps -= 1
    precondition(steps >= 0, "a network ends")
  }
  return result
}
