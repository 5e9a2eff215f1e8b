import UpsampleBase

/// Makes messages of bytes.
struct ONNXParser {
  let bytes: [UInt8]
  let name: String
  /// How many graphs the one at hand lies within.
  private var depth = 0
  private var nodeCount = 0

  /// The most graphs within each other.
  private static let mostDepth = 8
  /// The most nodes, weights, inputs of a node and the like.
  static let mostParts = 1 << 16
  /// The most numbers of an attribute.
  static let mostNumbers = 1 << 20

  init(bytes: [UInt8], name: String) { (self.bytes, self.name) = (bytes, name) }

  struct Model {
    var graph: ONNXGraph?
    var functions: [ONNXFunction.Name: ONNXFunction] = [:]
    var operatorSet: Int?
    var producer: [String] = []
    var metadata: [String: String] = [:]
  }

  func defect(_ fault: ONNXFault) -> UpsampleError { .file(FileDefect(name: name, fault)) }

  /// Calls `body` for each field of a message.
  func forEachField(
    of range: Range<Int>,
    _ body: (Int, ProtobufReader.Value) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    var reader = ProtobufReader(bytes, range)
    while true {
      let field: (number: Int, value: ProtobufReader.Value)?
      do { field = try reader.next() } catch { throw .file(FileDefect(name: name, error)) }
      guard let field else { return }
      try body(field.number, field.value)
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: The model

  mutating func model() throws(UpsampleError) -> Model {
    var model = Model()
    var (graphs, functions): ([Range<Int>], [Range<Int>]) = ([], [])
    try forEachField(of: 0..<bytes.count) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (2, .bytes(let range)), (3, .bytes(let range)):
        if !range.isEmpty { model.producer.append(text(range)) }
      case (7, .bytes(let range)): graphs.append(range)
      case (8, .bytes(let range)):
        let (domain, version) = try operatorSet(range)
        if ["", "ai.onnx"].contains(domain) { model.operatorSet = version }
      case (14, .bytes(let range)):
        let (key, text) = try pair(range)
        model.metadata[key] = text
        try require(model.metadata.count, "entries of metadata")
      case (25, .bytes(let range)): functions.append(range)
      default: break
      }
      try require(functions.count, "functions")
    }
    for range in functions {
      let (name, function) = try function(range)
      model.functions[name] = function
    }
    if let range = graphs.last { model.graph = try graph(range) }
    return model
  }

  private func operatorSet(_ range: Range<Int>) throws(UpsampleError) -> (String, Int) {
    var (domain, version) = ("", 0)
    try forEachField(of: range) { number, value in
      switch (number, value) {
      case (1, .bytes(let range)): domain = text(range)
      case (2, .varint(let number)): version = Int(truncatingIfNeeded: number)
      default: break
      }
    }
    return (domain, version)
  }

  /// A message of a key and a text.
  func pair(_ range: Range<Int>) throws(UpsampleError) -> (String, String) {
    var pair = ("", "")
    try forEachField(of: range) { number, value in
      switch (number, value) {
      case (1, .bytes(let range)): pair.0 = text(range)
      case (2, .bytes(let range)): pair.1 = text(range)
      default: break
      }
    }
    return pair
  }

  // MARK: Graphs

  mutating func graph(_ range: Range<Int>) throws(UpsampleError) -> ONNXGraph {
    guard depth < Self.mostDepth else { throw defect(.tooDeep(limit: Self.mostDepth)) }
    depth += 1
    defer { depth -= 1 }
    var graph = ONNXGraph()
    var nodes: [Range<Int>] = []
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .bytes(let range)): nodes.append(range)
      case (5, .bytes(let range)):
        let tensor = try tensor(range)
        guard graph.initializers.updateValue(tensor, forKey: tensor.name) == nil else {
          throw defect(.twice(tensor.name))
        }
      case (11, .bytes(let range)): graph.inputs.append(try valueInfo(range))
      case (12, .bytes(let range)): graph.outputs.append(try valueInfo(range))
      case (15, .bytes): throw defect(.sparse(tensor: "among the initializers"))
      default: break
      }
      try requireNodes(nodes.count)
      try require(
        graph.initializers.count + graph.inputs.count + graph.outputs.count,
        "weights, inputs and outputs")
    }
    graph.nodes = try self.nodes(nodes)
    return graph
  }

  private func requireNodes(_ more: Int) throws(UpsampleError) {
    try require(nodeCount + more, "nodes")
  }

  private mutating func nodes(_ ranges: [Range<Int>]) throws(UpsampleError) -> [ONNXNode] {
    nodeCount += ranges.count
    var nodes: [ONNXNode] = []
    for (number, range) in ranges.enumerated() {
      nodes.append(try node(range, number: number))
    }
    return nodes
  }

  private mutating func function(
    _ range: Range<Int>
  ) throws(UpsampleError) -> (ONNXFunction.Name, ONNXFunction) {
    var (name, function) = (ONNXFunction.Name(), ONNXFunction())
    var (nodes, attributes): ([Range<Int>], [Range<Int>]) = ([], [])
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .bytes(let range)): name.name = text(range)
      case (4, .bytes(let range)): function.graph.inputs.append(ONNXValueInfo(name: text(range)))
      case (5, .bytes(let range)): function.graph.outputs.append(ONNXValueInfo(name: text(range)))
      case (7, .bytes(let range)): nodes.append(range)
      case (10, .bytes(let range)): name.domain = text(range)
      case (11, .bytes(let range)): attributes.append(range)
      case (13, .bytes(let range)): name.overload = text(range)
      default: break
      }
      try requireNodes(nodes.count)
      try require(
        function.graph.inputs.count + function.graph.outputs.count + attributes.count,
        "inputs, outputs and attributes of a function")
    }
    function.graph.nodes = try self.nodes(nodes)
    for range in attributes {
      let (name, attribute) = try attribute(range)
      function.attributes[name] = attribute
    }
    return (name, function)
  }

  private func require(_ count: Int, _ what: String) throws(UpsampleError) {
    guard count <= Self.mostParts else {
      throw defect(.tooMany(what, count, limit: Self.mostParts))
    }
  }

  private mutating func node(_ range: Range<Int>, number: Int) throws(UpsampleError) -> ONNXNode {
    var node = ONNXNode(number: number)
    var attributes: [Range<Int>] = []
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .bytes(let range)): node.inputs.append(text(range))
      case (2, .bytes(let range)): node.outputs.append(text(range))
      case (3, .bytes(let range)): node.name = text(range)
      case (4, .bytes(let range)): node.operation = text(range)
      case (5, .bytes(let range)): attributes.append(range)
      case (7, .bytes(let range)): node.domain = text(range)
      case (8, .bytes(let range)): node.overload = text(range)
      default: break
      }
      try require(
        node.inputs.count + node.outputs.count + attributes.count,
        "inputs, outputs and attributes of a node")
    }
    for range in attributes {
      let (name, attribute) = try attribute(range)
      node.attributes[name] = attribute
    }
    return node
  }

  private func valueInfo(_ range: Range<Int>) throws(UpsampleError) -> ONNXValueInfo {
    var info = ONNXValueInfo()
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .bytes(let range)): info.name = text(range)
      case (2, .bytes(let range)):
        try forEachField(of: range) { number, value throws(UpsampleError) in
          guard case (1, .bytes(let range)) = (number, value) else { return }
          (info.elements, info.shape) = try tensorType(range)
        }
      default: break
      }
    }
    return info
  }

  private func tensorType(
    _ range: Range<Int>
  ) throws(UpsampleError) -> (ONNXElements?, [Int?]?) {
    var elements: ONNXElements?
    var shape: [Int?]?
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .varint(let number)):
        elements = ONNXElements(rawValue: Int(truncatingIfNeeded: number))
      case (2, .bytes(let range)):
        var extents: [Int?] = []
        try forEachField(of: range) { number, value throws(UpsampleError) in
          guard case (1, .bytes(let range)) = (number, value) else { return }
          extents.append(try dimension(range))
        }
        shape = extents
      default: break
      }
    }
    return (elements, shape)
  }

  /// The extent of a dimension, `nil` for one that is free.
  private func dimension(_ range: Range<Int>) throws(UpsampleError) -> Int? {
    var extent: Int?
    try forEachField(of: range) { number, value in
      // What is not positive stands for free ones with some exporters.
      if case (1, .varint(let number)) = (number, value),
        case let given = Int(
          truncatingIfNeeded: number), given > 0
      {
        extent = given
      }
    }
    return extent
  }
}
