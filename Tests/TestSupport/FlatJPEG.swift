/// An 8x8 JPEG of one colour, in four components.
///
/// Its quantisation is 1 and its only block a component has one coefficient, of
/// eight times the level's distance from 128.
package func flatCMYK(_ inks: [UInt8], isMarked: Bool) -> [UInt8] {
  var bytes: [UInt8] = [0xff, 0xd8]
  func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    let length = data.count + 2
    return [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + data
  }
  if isMarked { bytes += segment(0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]) }
  bytes += segment(0xdb, [0] + [UInt8](repeating: 1, count: 64))
  bytes += segment(0xc0, [8, 0, 8, 0, 8, 4] + (1...4).flatMap { [$0, 0x11, 0] as [UInt8] })
  // All twelve sizes of a difference have codes of four bits, 0 to 11; the only
  // other symbol, the end of a block, has the code 0 of one bit.
  bytes += segment(0xc4, [0x00, 0, 0, 0, 12] + [UInt8](repeating: 0, count: 12) + Array(0...11))
  bytes += segment(0xc4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0])
  bytes += segment(0xda, [4] + (1...4).flatMap { [$0, 0] as [UInt8] } + [0, 63, 0])
  let bits = inks.map(blockBits).joined()
  return bytes + packed(bits) + [0xff, 0xd9]
}

/// The bits of a block of one level: size, coefficient, end of block.
private func blockBits(_ level: UInt8) -> String {
  let coefficient = (Int(level) - 128) * 8
  let size = Int.bitWidth - coefficient.magnitude.leadingZeroBitCount
  let value = coefficient < 0 ? coefficient + (1 << size) - 1 : coefficient
  return bits(size, 4) + bits(value, size) + "0"
}

private func bits(_ value: Int, _ count: Int) -> String {
  let digits = count == 0 ? "" : String(value, radix: 2)
  return String(repeating: "0", count: count - digits.count) + digits
}

/// Bits as bytes, padded with ones, each 0xff followed by a zero.
private func packed(_ bits: some StringProtocol) -> [UInt8] {
  let padded = bits + String(repeating: "1", count: (8 - bits.count % 8) % 8)
  return stride(from: 0, to: padded.count, by: 8).flatMap { start -> [UInt8] in
    let first = padded.index(padded.startIndex, offsetBy: start)
    let byte = UInt8(padded[first..<padded.index(first, offsetBy: 8)], radix: 2)!
    return byte == 0xff ? [0xff, 0] : [byte]
  }
}
