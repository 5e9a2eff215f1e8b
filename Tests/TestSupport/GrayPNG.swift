/// A PNG file of an 8-bit gray picture, made without the library under test:
/// rows without a filter in stored deflate blocks.
///
/// - Parameters:
///   - chunks: Ancillary chunks before the pixels.
///   - late: Ancillary chunks behind them.
package func grayPNG(
  width: Int, height: Int, chunks: [(String, [UInt8])] = [], late: [(String, [UInt8])] = [],
  level: (_ x: Int, _ y: Int) -> UInt8
) -> [UInt8] {
  var rows: [UInt8] = []
  for y in 0..<height {
    rows.append(0)
    for x in 0..<width { rows.append(level(x, y)) }
  }
  let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 0, 0, 0, 0]
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    + chunk("IHDR", header) + chunks.flatMap { chunk($0, $1) }
    + chunk("IDAT", storedZlibStream(rows)) + late.flatMap { chunk($0, $1) } + chunk("IEND", [])
}

/// The types of a PNG file's chunks with their data, pixels left out.
package func pngChunks(_ file: [UInt8]) -> [(type: String, data: [UInt8])] {
  var chunks: [(String, [UInt8])] = []
  var rest = file.dropFirst(8)
  while rest.count >= 12 {
    let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
    if type != "IDAT" { chunks.append((type, Array(rest.dropFirst(8).prefix(length)))) }
    rest = rest.dropFirst(12 + length)
  }
  return chunks
}

/// The width and height that a PNG file's header states.
package func pngSize(_ file: [UInt8]) -> [Int] {
  guard file.count >= 24 else { return [] }
  return [16, 20].map { start in
    file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}

private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
  let checked = Array(type.utf8) + data
  return bigEndian(UInt32(data.count)) + checked + bigEndian(crc32(checked))
}

private func storedZlibStream(_ data: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = [0x78, 0x01]
  for start in stride(from: 0, to: data.count, by: 65535) {
    let block = data[start..<min(start + 65535, data.count)]
    let isLast: UInt8 = block.endIndex == data.count ? 1 : 0
    let low = UInt8(block.count & 0xFF)
    let high = UInt8(block.count >> 8)
    stream += [isLast, low, high, ~low, ~high] + block
  }
  return stream + bigEndian(adler32(data))
}
