import UpsampleBase

/// What a name in an ONNX graph stands for.
enum ONNXValue: Sendable {
  case view(ONNXMapView)
  case constant(ONNXConstant)
}

/// An operator with what it is given.
struct ONNXCall {
  let file: ONNXFile
  let node: ONNXNode
  /// What stands for each input, `nil` for one that is left out.
  let inputs: [ONNXValue?]

  /// The version of the operators.
  var version: Int { file.operatorSet }

  /// The input of a number, `nil` for one that is left out.
  subscript(index: Int) -> ONNXValue? { index < inputs.count ? inputs[index] : nil }

  // MARK: Faults

  /// - Parameter reason: What is wrong, as a clause that follows the node: `whose ...`.
  func fault(_ reason: String, remedy: String? = nil) -> UpsampleError {
    .file(
      FileDefect(
        name: file.name,
        NetworkFault.arguments(
          operation: node.operation, node: node.label, reason: reason, remedy: remedy)))
  }

  /// What the user can do about extents that don't fit.
  var remedyOfExtents: String {
    guard let shape = file.pictures.first?.shape, shape.count == 4,
      case let extents = shape[1...].compactMap({ $0 }), extents.count == 3
    else { return "Sides may have to be multiples of a number, or the network is damaged." }
    return "It was exported for pictures of one size, \(extents.echoed): export it with dynamic "
      + "axes for height and width."
  }

  /// The fault of an operation that there is not.
  func refusal(_ remedy: String? = nil) -> UpsampleError {
    .file(
      FileDefect(
        name: file.name,
        NetworkFault.operation(node.operation, node: node.label, remedy: remedy)))
  }

  /// Runs what checks arguments, and tells of those that break a rule as of the node's.
  func checked<Made>(_ make: () throws(UpsampleError) -> Made) throws(UpsampleError) -> Made {
    do {
      return try make()
    } catch .request(let fault) {
      throw self.fault("of which \(fault.fault)", remedy: fault.remedy)
    }
  }

  /// Refuses weights of which nothing can be made.
  ///
  /// - Parameter what: What they are, as in `whose weights hold nan`.
  func requireFinite(_ numbers: [Float], _ what: String) throws(UpsampleError) {
    guard let number = numbers.first(where: { !$0.isFinite }) else { return }
    throw fault(
      "whose \(what) hold \(number), which is no finite number",
      remedy: "The network is damaged, or its training failed.")
  }

  // MARK: Attributes

  func has(_ name: String) -> Bool { node.attributes[name] != nil }

  private func wrong(_ name: String, _ kind: String) -> UpsampleError {
    fault("whose \(name) is not \(kind)")
  }

  func integer(_ name: String, default number: Int) throws(UpsampleError) -> Int {
    switch node.attributes[name] {
    case nil: return number
    case .integer(let number): return number
    default: throw wrong(name, "an integer")
    }
  }

  func float(_ name: String, default number: Float) throws(UpsampleError) -> Float {
    switch node.attributes[name] {
    case nil: return number
    case .float(let number): return number
    default: throw wrong(name, "a number")
    }
  }

  func text(_ name: String, default text: String) throws(UpsampleError) -> String {
    switch node.attributes[name] {
    case nil: return text
    case .text(let text): return text
    default: throw wrong(name, "a text")
    }
  }

  func integers(_ name: String) throws(UpsampleError) -> [Int]? {
    switch node.attributes[name] {
    case nil: return nil
    case .integers(let numbers): return numbers
    case .integer(let number): return [number]
    default: throw wrong(name, "a list of integers")
    }
  }

  func floats(_ name: String) throws(UpsampleError) -> [Float]? {
    switch node.attributes[name] {
    case nil: return nil
    case .floats(let numbers): return numbers
    default: throw wrong(name, "a list of numbers")
    }
  }

  /// Refuses an attribute that is not 0.
  func requireZero(_ name: String) throws(UpsampleError) {
    let number = try integer(name, default: 0)
    guard number == 0 else {
      throw fault("with \(name) \(number), which can't be run in strips")
    }
  }

  // MARK: Inputs

  /// An input that has to be there.
  func input(_ index: Int) throws(UpsampleError) -> ONNXValue {
    guard let value = self[index] else { throw fault("without its input \(index + 1)") }
    return value
  }

  /// An input that can't depend on the picture; `nil` for one that is left out.
  func optionalConstant(_ index: Int, _ what: String) throws(UpsampleError) -> ONNXConstant? {
    switch self[index] {
    case nil: return nil
    case .constant(let constant): return constant
    case .view: throw fault("whose \(what) depend on the picture, which can't be run in strips")
    }
  }

  /// An input that has to be there and can't depend on the picture.
  func constant(_ index: Int, _ what: String) throws(UpsampleError) -> ONNXConstant {
    guard let constant = try optionalConstant(index, what) else {
      throw fault("without its \(what)")
    }
    return constant
  }

  /// Integers that an input holds.
  func optionalIntegers(_ index: Int, _ what: String) throws(UpsampleError) -> [Int]? {
    guard let constant = try optionalConstant(index, what) else { return nil }
    guard let integers = constant.integers else { throw fault("whose \(what) are no integers") }
    return integers
  }

  /// Integers that an input holds, or with older operators an attribute.
  func integers(
    _ name: String, or index: Int, _ what: String
  ) throws(UpsampleError) -> [Int]? {
    if let integers = try integers(name) { return integers }
    return try optionalIntegers(index, what)
  }

  /// A dimension of so many, which may be counted from the last one by negative numbers.
  func dimension(_ number: Int, of rank: Int) throws(UpsampleError) -> Int {
    guard (-rank..<rank).contains(number) else {
      throw fault("with axis \(number) of \(rank) dimensions")
    }
    return number < 0 ? number + rank : number
  }

  /// Several of them, each once.
  func dimensions(_ numbers: [Int], of rank: Int) throws(UpsampleError) -> [Int] {
    var dimensions: [Int] = []
    for number in numbers {
      let dimension = try dimension(number, of: rank)
      guard !dimensions.contains(dimension) else { throw fault("with axis \(number) twice") }
      dimensions.append(dimension)
    }
    return dimensions
  }
}
