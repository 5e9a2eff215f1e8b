/// What the files are made of.
extension MeanONNXFiles {
  static let nine = [Float](repeating: 0.1, count: 36)
  static let weights = ONNXWriter.tensor("w", [2, 2, 3, 3], nine)

  static func convolution(
    _ attributes: [String: ONNXWriter.Attribute], weights: [UInt8] = weights
  ) -> [UInt8] {
    ONNXWriter.model([ONNXWriter.node("Conv", ["x", "w"], ["y"], attributes)], tensors: [weights])
  }

  static func resized(_ scales: [Float]) -> [UInt8] {
    ONNXWriter.model(
      [ONNXWriter.node("Resize", ["x", "", "s"], ["y"])],
      tensors: [ONNXWriter.tensor("s", [scales.count], scales)])
  }

  static func reshaped(_ shape: [Int]) -> [UInt8] {
    ONNXWriter.model(
      [ONNXWriter.node("Reshape", ["x", "s"], ["y"])], tensors: [ONNXWriter.tensor("s", shape)])
  }

  static func nested(_ depth: Int) -> [UInt8] {
    var graph = ONNXWriter.graph([], inputs: [], outputs: [ONNXWriter.value("x", nil)])
    for _ in 0..<depth {
      graph = ONNXWriter.graph(
        [ONNXWriter.node("If", ["c"], ["y"], ["then_branch": .message(field: 6, graph)])],
        tensors: [ONNXWriter.tensor("c", [1])], inputs: [ONNXWriter.value("x", [1, 2, nil, nil])],
        outputs: [ONNXWriter.value("y", nil)])
    }
    return ONNXWriter.model(graph)
  }

  /// A model that calls the first of 30 functions, each of which calls one twice.
  static func calling(_ called: (Int) -> String) -> [UInt8] {
    func call(_ name: String, _ input: String, _ output: String) -> [UInt8] {
      ONNXWriter.node(name, [input], [output], domain: "own")
    }
    let functions = (0..<30).map { number in
      ONNXWriter.function(
        "f\(number)", domain: "own",
        [call(called(number), "x", "a"), call(called(number), "a", "y")])
    }
    let last = ONNXWriter.function("f30", domain: "own", [ONNXWriter.node("Relu", ["x"], ["y"])])
    return ONNXWriter.model([call("f0", "x", "y")], functions: functions + [last])
  }

  static func doubling(_ times: Int) -> [UInt8] {
    let nodes = (0..<times).map {
      ONNXWriter.node("Concat", ["c\($0)", "c\($0)"], ["c\($0 + 1)"], ["axis": .integer(0)])
    }
    return ONNXWriter.model(
      nodes + [ONNXWriter.node("Reshape", ["x", "c\(times)"], ["y"])],
      tensors: [ONNXWriter.tensor("c0", [1])])
  }
}
