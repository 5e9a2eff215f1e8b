/// What an ONNX file says of a network, as far as it bears on running it: the messages
/// `GraphProto`, `NodeProto`, `AttributeProto`, `TensorProto` and `ValueInfoProto`.

/// A graph of operators.
struct ONNXGraph: Sendable {
  var nodes: [ONNXNode] = []
  /// By name.
  var initializers: [String: ONNXTensor] = [:]
  var inputs: [ONNXValueInfo] = []
  var outputs: [ONNXValueInfo] = []
}

/// An operator and what it is given and makes, by name. An empty name stands for nothing.
struct ONNXNode: Sendable {
  var name = ""
  var operation = ""
  var domain = ""
  /// Which of several functions of the same name it calls.
  var overload = ""
  var inputs: [String] = []
  var outputs: [String] = []
  var attributes: [String: ONNXAttribute] = [:]
  /// Its number in the file, counted from 0.
  var number = 0

  /// What messages call it: its name, or that of what it makes, or its number.
  var label: String {
    [name, outputs.first ?? ""].first { !$0.isEmpty } ?? "number \(number + 1)"
  }
}

/// An argument of an operator.
enum ONNXAttribute: Sendable {
  case float(Float)
  case integer(Int)
  case text(String)
  case tensor(ONNXTensor)
  case graph(ONNXGraph)
  case floats([Float])
  case integers([Int])
  /// The argument of that name of the function's call.
  case reference(String)
  /// One of a kind that no operator here has.
  case other
}

/// A function: a graph that nodes call by its name, with the arguments that they lack.
struct ONNXFunction: Sendable {
  var graph = ONNXGraph()
  var attributes: [String: ONNXAttribute] = [:]

  /// What a node calls it by.
  struct Name: Hashable, Sendable {
    var domain = ""
    var name = ""
    var overload = ""
  }
}

/// A tensor, whose numbers lie in the file still.
struct ONNXTensor: Sendable {
  /// Where the numbers are.
  enum Place: Sendable {
    /// One after the other as bytes, the lowest first.
    case raw(Range<Int>)
    /// In fields of the message: each a single number or several packed ones.
    case fields([ProtobufReader.Value])
    /// In a file of that name.
    case external(String)
  }

  var name = ""
  var shape: [Int] = []
  var elements: ONNXElements?
  var place = Place.fields([])
}

/// What a graph is given or makes.
struct ONNXValueInfo: Sendable {
  var name = ""
  var elements: ONNXElements?
  /// The extents of the dimensions, `nil` for those that are free; absent where not even
  /// their number is known.
  var shape: [Int?]?
}
