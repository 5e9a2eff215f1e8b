import UpsampleBase

/// Attributes and tensors.
extension ONNXParser {
  mutating func attribute(
    _ range: Range<Int>
  ) throws(UpsampleError) -> (String, ONNXAttribute) {
    var name = ""
    var attribute: ONNXAttribute?
    var (floats, integers): ([Float], [Int]) = ([], [])
    var type = 0
    var graphRange: Range<Int>?
    var reference: String?
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, .bytes(let range)): name = text(range)
      case (2, .fixed32(let bits)): attribute = .float(Float(bitPattern: bits))
      case (3, .varint(let number)): attribute = .integer(Int(truncatingIfNeeded: number))
      case (4, .bytes(let range)): attribute = .text(text(range))
      case (5, .bytes(let range)): attribute = .tensor(try tensor(range))
      case (6, .bytes(let range)): graphRange = range
      case (7, _): floats += try self.floats(value)
      case (8, _): integers += try self.integers(value)
      case (20, .varint(let number)): type = Int(truncatingIfNeeded: number)
      case (21, .bytes(let range)):
        if !range.isEmpty { reference = text(range) }
      default: break
      }
    }
    if let reference { return (name, .reference(reference)) }
    if let graphRange { attribute = .graph(try graph(graphRange)) }
    // Numbers that are zero and lists that are empty need not be there.
    switch type {
    case 1 where attribute == nil: return (name, .float(0))
    case 2 where attribute == nil: return (name, .integer(0))
    case 3 where attribute == nil: return (name, .text(""))
    case 6: return (name, .floats(floats))
    case 7: return (name, .integers(integers))
    default: break
    }
    if !floats.isEmpty { return (name, .floats(floats)) }
    if !integers.isEmpty { return (name, .integers(integers)) }
    return (name, attribute ?? .other)
  }

  /// The numbers of a field: one, or packed ones.
  private func floats(_ value: ProtobufReader.Value) throws(UpsampleError) -> [Float] {
    switch value {
    case .fixed32(let bits): [Float(bitPattern: bits)]
    case .bytes(let range):
      stride(from: range.lowerBound, to: range.upperBound - 3, by: 4).map {
        Float(bitPattern: bytes.number(at: $0))
      }
    default: []
    }
  }

  /// The same of integers.
  private func integers(_ value: ProtobufReader.Value) throws(UpsampleError) -> [Int] {
    switch value {
    case .varint(let number): return [Int(truncatingIfNeeded: number)]
    case .bytes(let range):
      let numbers: [UInt64]?
      do {
        numbers = try ProtobufReader.varints(bytes, range, limit: Self.mostNumbers)
      } catch {
        throw .file(FileDefect(name: name, error))
      }
      guard let numbers else {
        throw defect(.tooMany("numbers of an attribute", range.count, limit: Self.mostNumbers))
      }
      return numbers.map { Int(truncatingIfNeeded: $0) }
    default: return []
    }
  }

  func tensor(_ range: Range<Int>) throws(UpsampleError) -> ONNXTensor {
    var tensor = ONNXTensor()
    var fields: [(number: Int, value: ProtobufReader.Value)] = []
    var raw: Range<Int>?
    var location: String?
    var isExternal = false
    try forEachField(of: range) { number, value throws(UpsampleError) in
      switch (number, value) {
      case (1, _): tensor.shape += try integers(value)
      case (2, .varint(let number)):
        tensor.elements = ONNXElements(rawValue: Int(truncatingIfNeeded: number))
      case (8, .bytes(let range)): tensor.name = text(range)
      case (9, .bytes(let range)): raw = range
      case (13, .bytes(let range)):
        let (key, text) = try pair(range)
        if key == "location" { location = text }
      case (14, .varint(let number)): isExternal = number == 1
      case (4, _), (5, _), (7, _), (10, _), (11, _): fields.append((number, value))
      default: break
      }
    }
    // A field of another type's numbers is none of this tensor.
    let number = tensor.elements?.fieldNumber
    tensor.place =
      raw.map { .raw($0) } ?? .fields(fields.filter { $0.number == number }.map(\.value))
    if isExternal { tensor.place = .external(location ?? "") }
    return tensor
  }
}
