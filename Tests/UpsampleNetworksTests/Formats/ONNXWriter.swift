/// Messages of ONNX, as tests write them.
enum ONNXWriter {
  /// An argument of a node.
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case float(Float)
    case floats([Float])
    case text(String)
    case message(field: Int, [UInt8])
  }

  private static func message(_ write: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    write(&writer)
    return writer.bytes
  }

  static func tensor(
    _ name: String, _ shape: [Int], type: Int = 1, raw: [UInt8]
  ) -> [UInt8] {
    message {
      for extent in shape { $0.append(1, extent) }
      $0.append(2, type)
      $0.append(8, name)
      $0.append(9, raw)
    }
  }

  static func tensor(_ name: String, _ shape: [Int], _ numbers: [Float]) -> [UInt8] {
    var raw: [UInt8] = []
    for number in numbers { raw.append(littleEndian: number.bitPattern) }
    return tensor(name, shape, raw: raw)
  }

  static func tensor(_ name: String, _ integers: [Int]) -> [UInt8] {
    var raw: [UInt8] = []
    for number in integers { raw.append(littleEndian: Int64(number)) }
    return tensor(name, [integers.count], type: 7, raw: raw)
  }

  static func node(
    _ operation: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: Attribute] = [:], name: String = "", domain: String = ""
  ) -> [UInt8] {
    message {
      for input in inputs { $0.append(1, input) }
      for output in outputs { $0.append(2, output) }
      $0.append(3, name)
      $0.append(4, operation)
      for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
        $0.append(5, Self.attribute(name, attribute))
      }
      $0.append(7, domain)
    }
  }

  private static func attribute(_ name: String, _ attribute: Attribute) -> [UInt8] {
    message { message in
      message.append(1, name)
      switch attribute {
      case .integer(let number): message.append(3, number)
      case .integers(let numbers): for number in numbers { message.append(8, number) }
      case .float(let number): message.append(2, number)
      case .floats(let numbers): for number in numbers { message.append(7, number) }
      case .text(let text): message.append(4, text)
      case .message(let field, let bytes): message.append(field, bytes)
      }
    }
  }

  /// A value of floating-point numbers, of which extents may be free.
  static func value(_ name: String, _ shape: [Int?]?, type: Int = 1) -> [UInt8] {
    message {
      $0.append(1, name)
      let tensor = message {
        $0.append(1, type)
        guard let shape else { return }
        $0.append(
          2,
          message {
            for extent in shape {
              $0.append(1, message { if let extent { $0.append(1, extent) } })
            }
          })
      }
      $0.append(2, message { $0.append(1, tensor) })
    }
  }

  static func graph(
    _ nodes: [[UInt8]], tensors: [[UInt8]] = [], inputs: [[UInt8]], outputs: [[UInt8]]
  ) -> [UInt8] {
    message {
      for node in nodes { $0.append(1, node) }
      for tensor in tensors { $0.append(5, tensor) }
      for input in inputs { $0.append(11, input) }
      for output in outputs { $0.append(12, output) }
    }
  }

  /// A function of `x` that makes `y`.
  static func function(_ name: String, domain: String, _ nodes: [[UInt8]]) -> [UInt8] {
    message {
      $0.append(1, name)
      $0.append(4, "x")
      $0.append(5, "y")
      for node in nodes { $0.append(7, node) }
      $0.append(10, domain)
    }
  }

  static func model(
    _ graph: [UInt8], version: Int = 13, functions: [[UInt8]] = []
  ) -> [UInt8] {
    message {
      $0.append(1, 8)
      $0.append(2, "a test")
      $0.append(7, graph)
      $0.append(8, message { $0.append(2, version) })
      for function in functions { $0.append(25, function) }
    }
  }

  /// A model of `x`, a picture of so many channels, and `y`.
  static func model(
    _ nodes: [[UInt8]], tensors: [[UInt8]] = [], channels: Int? = 2, version: Int = 13,
    functions: [[UInt8]] = []
  ) -> [UInt8] {
    model(
      graph(
        nodes, tensors: tensors, inputs: [value("x", [nil, channels, nil, nil])],
        outputs: [value("y", nil)]), version: version, functions: functions)
  }
}
