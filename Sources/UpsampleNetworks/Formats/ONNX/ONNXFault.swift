import UpsampleBase

/// Why an ONNX file can't be read, as values.
enum ONNXFault: FaultValues {
  /// The messages of the file make no model; what is missing.
  case notONNX(missing: String)
  /// There is more of something than any network needs.
  case tooMany(String, Int, limit: Int)
  case tooDeep(limit: Int)
  /// The operators are of a version that is not read.
  case operatorSet(Int, accepted: ClosedRange<Int>)
  /// There are so many pictures, or results, where one is needed.
  case inputs([String])
  case outputs([String])
  /// The picture is no tensor of real numbers.
  case elements(input: String, ONNXElements?)
  /// The declared dimensions of the picture are not those of one.
  case dimensions(input: String, [Int?])
  case channels(input: String)
  case externalData(tensor: String, location: String)
  case tensorElements(tensor: String, ONNXElements?)
  case tensorShape(tensor: String, [Int])
  /// The tensor needs another number of elements or bytes than it has.
  case tensorCount(tensor: String, [Int], needed: Int, present: Int, ofBytes: Bool)
  case sparse(tensor: String)
  /// Two values have the same name.
  case twice(String)
  /// A node, or the network as a whole, uses a value that nothing before it makes.
  case missing(String, node: String?)
  /// What the network makes is no picture.
  case notMap(String)
  /// What is computed beside the picture, nodes and numbers, is out of proportion.
  case constants(limit: Int)
}

extension ONNXFault {
  var clause: String {
    switch self {
    case .notONNX(let missing): "is no ONNX model: it has no \(missing)"
    case .tooMany(let what, let count, let limit):
      "has \(count) \(what); the limit is \(limit)"
    case .tooDeep(let limit): "has graphs within graphs beyond a depth of \(limit)"
    case .operatorSet(let version, let accepted):
      "uses version \(version) of ONNX's operators, not one of "
        + "\(accepted.lowerBound) to \(accepted.upperBound)"
    case .inputs(let names):
      names.isEmpty
        ? "takes no picture" : "takes \(names.count) inputs, \(names.listed), not one picture"
    case .outputs(let names):
      names.isEmpty ? "makes nothing" : "makes \(names.count) outputs, \(names.listed), not one"
    case .elements(let input, let elements):
      "takes \(elements.map(\.name) ?? "something other than a tensor") as \(input.echoed), "
        + "not a picture of floating-point numbers"
    case .dimensions(let input, let extents):
      "takes \(input.echoed) of shape \(extents.map { $0.map(String.init) ?? "?" }.echoed), "
        + "not one picture [1, channels, height, width]"
    case .channels(let input):
      "does not tell how many channels its picture \(input.echoed) has"
    case .externalData(let tensor, let location):
      "keeps the tensor \(tensor.echoed) in another file, \(location.echoed)"
    case .tensorElements(let tensor, let elements):
      "holds the tensor \(tensor.echoed) of \(elements.map(\.name) ?? "elements unknown here")"
    case .tensorShape(let tensor, let shape):
      "holds the tensor \(tensor.echoed) of shape \(shape.echoed), which no tensor has"
    case .tensorCount(let tensor, let shape, let needed, let present, let ofBytes):
      "holds the tensor \(tensor.echoed) of shape \(shape.echoed), which needs \(needed) "
        + "\(ofBytes ? "bytes" : "numbers") and has \(present)"
    case .sparse(let tensor): "holds the sparse tensor \(tensor.echoed)"
    case .twice(let name): "has two values of the name \(name.echoed)"
    case .missing(let name, let node):
      if let node {
        "has the node \(node.echoed), which uses \(name.echoed) before anything makes it"
      } else {
        "has the output \(name.echoed), which nothing makes"
      }
    case .notMap(let name): "makes \(name.echoed), which is no picture"
    case .constants(let limit):
      "computes more than \(limit) numbers beside those of the picture"
    }
  }

  var remedy: String? {
    switch self {
    case .notONNX: "A network is exported by `torch.onnx.export(model, input, \"FILE.onnx\")`."
    case .operatorSet: "Export it for an operator set (opset) of 13 or 17."
    case .inputs: "Only networks of one picture can be run."
    case .outputs: "Export the network with the enlarged picture as its only output."
    case .elements: "Export the network for numbers of 32 or 16 bits."
    case .dimensions, .channels: "Export the network for a picture [1, channels, height, width]."
    case .externalData:
      "Export it with external_data=False, or save it anew: `onnx.save(onnx.load(FILE), NEW)`."
    case .tensorElements, .sparse: "Use the network with weights of 32 or 16 bits."
    case .constants: "Simplify the model, by onnxsim for example."
    case .tooMany, .tooDeep, .tensorShape, .tensorCount, .twice, .missing: nil
    case .notMap: "Export the network with a picture [1, channels, height, width] as its output."
    }
  }
}

extension [String] {
  /// Names for messages.
  fileprivate var listed: String { map { $0.echoed(upTo: 60) }.echoed }
}
