import UpsampleBase

/// The bytes of an ONNX file and what they say: the message `ModelProto`.
struct ONNXFile: Sendable {
  /// The file's name, for messages.
  let name: String
  let bytes: [UInt8]
  let graph: ONNXGraph
  let functions: [ONNXFunction.Name: ONNXFunction]
  /// The version of ONNX's own operators.
  let operatorSet: Int
  /// The program that wrote it.
  let producer: String
  let metadata: [String: String]

  /// The versions of operators that are read.
  static let operatorSets = 7...28
  /// The most bytes that a file may have.
  static let mostBytes = 1 << 30

  init(_ bytes: [UInt8], name: String) throws(UpsampleError) {
    (self.bytes, self.name) = (bytes, name)
    var parser = ONNXParser(bytes: bytes, name: name)
    let model = try parser.model()
    guard let graph = model.graph else {
      throw .file(FileDefect(name: name, ONNXFault.notONNX(missing: "graph")))
    }
    guard let operatorSet = model.operatorSet else {
      throw .file(FileDefect(name: name, ONNXFault.notONNX(missing: "version of operators")))
    }
    guard Self.operatorSets.contains(operatorSet) else {
      throw .file(
        FileDefect(
          name: name, ONNXFault.operatorSet(operatorSet, accepted: Self.operatorSets)))
    }
    (self.graph, self.operatorSet, functions) = (graph, operatorSet, model.functions)
    (producer, metadata) = (model.producer.joined(separator: " "), model.metadata)
  }

  /// The inputs that are not weights.
  var pictures: [ONNXValueInfo] { graph.inputs.filter { graph.initializers[$0.name] == nil } }
}
