import Glibc
import UpsampleBase

/// The digest of bytes, RFC 1321. XMP names its extensions by it; it protects
/// nothing.
func md5(_ bytes: [UInt8]) -> [UInt8] {
  var padded = bytes + [0x80]
  padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
  padded += bigEndianBytes(bytes.count &* 8, count: 8).reversed()
  var digest: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
  for start in stride(from: 0, to: padded.count, by: 64) {
    let words = (0..<16).map { index in
      let word = padded[(start + 4 * index)..<(start + 4 * index + 4)]
      return UInt32(word.reversed().reduce(0) { $0 << 8 | Int($1) })
    }
    var (a, b, c, d) = (digest[0], digest[1], digest[2], digest[3])
    for step in 0..<64 {
      let (mixed, word) =
        switch step / 16 {
        case 0: (b & c | ~b & d, step)
        case 1: (d & b | ~d & c, (5 * step + 1) % 16)
        case 2: (b ^ c ^ d, (3 * step + 5) % 16)
        default: (c ^ (b | ~d), 7 * step % 16)
        }
      let sum = a &+ mixed &+ sines[step] &+ words[word]
      let turn = turns[step / 16][step % 4]
      (a, d, c, b) = (d, c, b, b &+ (sum << turn | sum >> (32 - turn)))
    }
    digest = zip(digest, [a, b, c, d]).map { $0 &+ $1 }
  }
  return digest.flatMap { bigEndianBytes(Int($0)).reversed() }
}

private let turns: [[UInt32]] = [
  [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
]

/// The first 32 bits behind the point of |sin(i)|, i = 1...64.
private let sines = (1...64).map { UInt32(abs(sin(Double($0))) * 0x1p32) }
