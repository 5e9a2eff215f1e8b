/// The types of a tensor's elements, by the numbers that ONNX gives them.
enum ONNXElements: Int, Hashable, Sendable {
  case float = 1
  case uint8, int8, uint16, int16, int32, int64, string, bool, float16, double, uint32, uint64
  case complex64, complex128, bfloat16

  /// As messages tell it.
  var name: String {
    switch self {
    case .float: "32-bit floating-point numbers"
    case .double: "64-bit floating-point numbers"
    case .float16: "16-bit floating-point numbers"
    case .bfloat16: "bfloat16 numbers"
    case .string: "texts"
    case .bool: "booleans"
    case .complex64, .complex128: "complex numbers"
    case .uint8, .uint16, .uint32, .uint64: "unsigned \(8 * (byteCount ?? 0))-bit integers"
    case .int8, .int16, .int32, .int64: "\(8 * (byteCount ?? 0))-bit integers"
    }
  }

  /// The bytes of one of them; `nil` for those that are not read.
  var byteCount: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .float, .int32, .uint32: 4
    case .double, .int64, .uint64: 8
    case .string, .complex64, .complex128: nil
    }
  }

  /// The field of a tensor's message in which they stand where they are not raw bytes.
  var fieldNumber: Int? {
    switch self {
    case .float: 4
    case .uint8, .int8, .uint16, .int16, .int32, .bool, .float16, .bfloat16: 5
    case .int64: 7
    case .double: 10
    case .uint32, .uint64: 11
    case .string, .complex64, .complex128: nil
    }
  }

  /// Whether they are real numbers with a fraction.
  var isFloating: Bool {
    switch self {
    case .float, .double, .float16, .bfloat16: true
    default: false
    }
  }
}
