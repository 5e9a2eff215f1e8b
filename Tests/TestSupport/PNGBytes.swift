/// A PNG file put together by hand, with everything that can be wrong in one.
package struct PNGBytes {
  package static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  package var bytes = signature

  /// Adds a chunk; `damage` is added to its checksum.
  package mutating func add(_ type: String, _ data: [UInt8] = [], damage: UInt32 = 0) {
    let body = Array(type.utf8) + data
    bytes += bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body) &+ damage)
  }

  /// Adds an IHDR chunk.
  package mutating func addHeader(
    width: UInt32, height: UInt32, depth: UInt8, color: UInt8, interlaced: UInt8 = 0
  ) {
    add("IHDR", bigEndian(width) + bigEndian(height) + [depth, color, 0, 0, interlaced])
  }

  /// A whole file of the given rows, each with its filter type in front.
  package init(
    width: UInt32, height: UInt32, depth: UInt8, color: UInt8, interlaced: UInt8 = 0,
    before: [(String, [UInt8])] = [], rows: [[UInt8]]
  ) {
    addHeader(width: width, height: height, depth: depth, color: color, interlaced: interlaced)
    for (type, data) in before { add(type, data) }
    add("IDAT", zlibStream(Array(rows.joined())))
    add("IEND")
  }

  /// A file of no chunk.
  package init() {}
}

/// A zlib stream that stores the bytes, at most 65535 of them, as they are.
package func zlibStream(_ bytes: [UInt8]) -> [UInt8] {
  let count = UInt16(bytes.count)
  let length = [UInt8(count & 0xff), UInt8(count >> 8)]
  return [0x78, 0x01, 0x01] + length + length.map { ~$0 } + bytes + bigEndian(adler32(bytes))
}

package func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// The checksum of PNG chunks, ISO 3309, bit by bit.
package func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xffff_ffff
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
  }
  return ~crc
}

/// The checksum of zlib streams, RFC 1950.
package func adler32(_ bytes: [UInt8]) -> UInt32 {
  let (a, b) = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
    let a = (sums.0 + UInt32(byte)) % 65521
    return (a, (sums.1 + a) % 65521)
  }
  return b << 16 | a
}
