import UpsampleBase
import UpsampleTensors

extension ONNXFile {
  /// The numbers of a tensor.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when they are not all there, or are none.
  func constant(_ tensor: ONNXTensor) throws(UpsampleError) -> ONNXConstant {
    guard let elements = tensor.elements, let size = elements.byteCount else {
      throw defect(.tensorElements(tensor: tensor.name, tensor.elements))
    }
    guard let count = Shape(tensor.shape).scalarCount, tensor.shape.count <= 16,
      tensor.shape.allSatisfy({ $0 <= Int(Int32.max) }),
      case (let bytes, let overflow) = count.multipliedReportingOverflow(by: size), !overflow
    else { throw defect(.tensorShape(tensor: tensor.name, tensor.shape)) }
    switch tensor.place {
    case .external(let location):
      throw defect(.externalData(tensor: tensor.name, location: location))
    case .raw(let range):
      guard range.count == bytes else {
        throw shortage(tensor, needed: bytes, present: range.count, ofBytes: true)
      }
      return ONNXConstant(shape: tensor.shape, raw(elements, range))
    case .fields(let fields):
      let bits = try bits(fields, elements, limit: count)
      guard bits?.count == count else {
        throw shortage(tensor, needed: count, present: bits?.count ?? count + 1, ofBytes: false)
      }
      return ONNXConstant(shape: tensor.shape, elements.numbers(bits ?? []))
    }
  }

  func defect(_ fault: ONNXFault) -> UpsampleError { .file(FileDefect(name: name, fault)) }

  private func shortage(
    _ tensor: ONNXTensor, needed: Int, present: Int, ofBytes: Bool
  ) -> UpsampleError {
    defect(
      .tensorCount(
        tensor: tensor.name, tensor.shape, needed: needed, present: present, ofBytes: ofBytes))
  }

  /// Numbers that stand one after the other as bytes.
  private func raw(_ elements: ONNXElements, _ range: Range<Int>) -> ONNXConstant.Numbers {
    func all<Number: FixedWidthInteger, Made>(
      _ type: Number.Type, _ make: (Number) -> Made
    ) -> [Made] {
      stride(from: range.lowerBound, to: range.upperBound, by: Number.bitWidth / 8).map {
        make(bytes.number(at: $0))
      }
    }
    switch elements {
    case .float: return .floats(all(UInt32.self) { Float(bitPattern: $0) })
    case .float16: return .floats(all(UInt16.self) { Float(Float16(bitPattern: $0)) })
    case .bfloat16: return .floats(all(UInt16.self) { Float(bitPattern: UInt32($0) << 16) })
    case .double: return .doubles(all(UInt64.self) { Double(bitPattern: $0) })
    case .uint8, .bool: return .integers(all(UInt8.self) { Int($0) })
    case .int8: return .integers(all(Int8.self) { Int($0) })
    case .uint16: return .integers(all(UInt16.self) { Int($0) })
    case .int16: return .integers(all(Int16.self) { Int($0) })
    case .uint32: return .integers(all(UInt32.self) { Int($0) })
    case .int32: return .integers(all(Int32.self) { Int($0) })
    case .uint64, .int64, .string, .complex64, .complex128:
      return .integers(all(UInt64.self) { Int(truncatingIfNeeded: $0) })
    }
  }

  /// The bits of numbers that stand in fields of their own; `nil` where they are more than
  /// the limit.
  private func bits(
    _ fields: [ProtobufReader.Value], _ elements: ONNXElements, limit: Int
  ) throws(UpsampleError) -> [UInt64]? {
    var bits: [UInt64] = []
    for field in fields {
      switch (field, elements) {
      case (.varint(let number), _): bits.append(number)
      case (.fixed32(let number), _): bits.append(UInt64(number))
      case (.fixed64(let number), _): bits.append(number)
      case (.bytes(let range), .float):
        guard range.count / 4 <= limit - bits.count else { return nil }
        bits += stride(from: range.lowerBound, to: range.upperBound - 3, by: 4).map {
          UInt64(bytes.number(at: $0) as UInt32)
        }
      case (.bytes(let range), .double):
        guard range.count / 8 <= limit - bits.count else { return nil }
        bits += stride(from: range.lowerBound, to: range.upperBound - 7, by: 8).map {
          bytes.number(at: $0)
        }
      case (.bytes(let range), _):
        guard let numbers = try varints(range, limit: limit - bits.count) else { return nil }
        bits += numbers
      }
      if bits.count > limit { return nil }
    }
    return bits
  }

  private func varints(_ range: Range<Int>, limit: Int) throws(UpsampleError) -> [UInt64]? {
    do {
      return try ProtobufReader.varints(bytes, range, limit: limit)
    } catch {
      throw .file(FileDefect(name: name, error))
    }
  }
}

extension ONNXElements {
  /// Numbers of their bits, as fields of their own hold them.
  fileprivate func numbers(_ bits: [UInt64]) -> ONNXConstant.Numbers {
    switch self {
    case .float: .floats(bits.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })
    case .float16:
      .floats(bits.map { Float(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) })
    case .bfloat16:
      .floats(bits.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0) << 16) })
    case .double: .doubles(bits.map { Double(bitPattern: $0) })
    default: .integers(bits.map { Int(truncatingIfNeeded: $0) })
    }
  }
}
