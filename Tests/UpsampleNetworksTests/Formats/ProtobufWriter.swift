import UpsampleBase

/// A message in protobuf's wire format, written field by field.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  static func varint(_ number: UInt64) -> [UInt8] {
    var (bytes, rest): ([UInt8], UInt64) = ([], number)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  mutating func append(raw: [UInt8]) { bytes += raw }

  mutating func append(_ field: Int, _ number: Int) {
    bytes += Self.varint(UInt64(field) << 3) + Self.varint(UInt64(bitPattern: Int64(number)))
  }

  mutating func append(_ field: Int, _ content: [UInt8]) {
    bytes += Self.varint(UInt64(field) << 3 | 2) + Self.varint(UInt64(content.count)) + content
  }

  mutating func append(_ field: Int, _ text: String) { append(field, Array(text.utf8)) }

  mutating func append(_ field: Int, _ number: Float) {
    bytes += Self.varint(UInt64(field) << 3 | 5)
    bytes.append(littleEndian: number.bitPattern)
  }
}
