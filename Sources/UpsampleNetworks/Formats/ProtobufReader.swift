import UpsampleBase

/// A reader of the fields of one message in protobuf's wire format, where its bytes lie.
///
/// Nothing is taken for true but what lies within the message: a length that leads beyond
/// its end is refused before anything is made of it.
struct ProtobufReader {
  /// What a field holds.
  enum Value: Hashable {
    case varint(UInt64)
    case fixed64(UInt64)
    /// Where its bytes lie: a text, a message, or packed numbers.
    case bytes(Range<Int>)
    case fixed32(UInt32)
  }

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  /// Reads the message that lies at a range of bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "the bytes are there")
    self.bytes = bytes
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// The next field, or `nil` at the message's end.
  mutating func next() throws(ProtobufFault) -> (number: Int, value: Value)? {
    guard position < end else { return nil }
    let start = position
    let tag = try varint()
    guard let number = Int(exactly: tag >> 3), (1...0x1fff_ffff).contains(number) else {
      throw .fieldNumber(offset: start)
    }
    switch tag & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed64(bytes.number(at: try take(8))))
    case 2:
      let count = try varint()
      guard count <= UInt64(end - position) else { throw .beyondEnd(count, offset: start) }
      let first = try take(Int(count))
      return (number, .bytes(first..<position))
    case 5: return (number, .fixed32(bytes.number(at: try take(4))))
    case let type: throw .wireType(Int(type), offset: start)
    }
  }

  /// The next number of variable length.
  mutating func varint() throws(ProtobufFault) -> UInt64 {
    let start = position
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      let byte = bytes[try take(1)]
      // The tenth byte has room for a single bit.
      if shift == 63, byte > 1 { break }
      number |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return number }
    }
    throw .overlong(offset: start)
  }

  /// The numbers of variable length that are packed into a range; `nil` where they are more
  /// than the limit.
  static func varints(
    _ bytes: [UInt8], _ range: Range<Int>, limit: Int
  ) throws(ProtobufFault) -> [UInt64]? {
    var reader = ProtobufReader(bytes, range)
    var numbers: [UInt64] = []
    while reader.position < reader.end {
      if numbers.count == limit { return nil }
      numbers.append(try reader.varint())
    }
    return numbers
  }

  /// Goes past some bytes.
  ///
  /// - Returns: The offset of the first one.
  private mutating func take(_ count: Int) throws(ProtobufFault) -> Int {
    guard count <= end - position else { throw .truncated(offset: position) }
    defer { position += count }
    return position
  }
}

/// Why bytes are no message of protobuf's, as values with offsets in bytes.
enum ProtobufFault: Error, FaultValues {
  case truncated(offset: Int)
  /// A length leads beyond the end of its message.
  case beyondEnd(UInt64, offset: Int)
  case overlong(offset: Int)
  case fieldNumber(offset: Int)
  case wireType(Int, offset: Int)

  var clause: String {
    switch self {
    case .truncated(let offset): "is truncated or damaged: a field ends at byte \(offset)"
    case .beyondEnd(let count, let offset):
      "is truncated or damaged: the field at byte \(offset) has \(count) bytes, "
        + "more than are left of its message"
    case .overlong(let offset): "is damaged: the number at byte \(offset) is beyond 64 bits"
    case .fieldNumber(let offset):
      "is damaged: the field at byte \(offset) has a number that protobuf does not know"
    case .wireType(let type, let offset):
      "is damaged: the field at byte \(offset) is of wire type \(type), not 0, 1, 2 or 5"
    }
  }
}
