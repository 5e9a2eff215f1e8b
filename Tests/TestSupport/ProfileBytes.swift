import UpsampleBase
import UpsampleImages

/// Colour profiles, ICC.1:2001-04, of a few tags.
package enum ProfileBytes {
  /// A display's profile whose tone curves are tables: of gray, or of RGB if there
  /// are three.
  package static func display(_ curves: [[UInt16]]) -> [UInt8] {
    let names = curves.count == 1 ? ["kTRC"] : ["rTRC", "gTRC", "bTRC"]
    return profile(
      "mntr", curves.count == 1 ? "GRAY" : "RGB ", "XYZ ",
      zip(names, curves).map { ($0, curve($1)) })
  }

  /// A printer's profile of CMYK whose lightness is as a line for each ink: all
  /// paper, 255, less so much of each. There are no hues.
  package static func printer(darkening: [Int]) -> [UInt8] {
    let corners = (0..<16).flatMap { corner in
      let used = darkening.enumerated().map { (corner >> (3 - $0)) & 1 * $1 }
      return [UInt8(255 - used.reduce(0, +)), 128, 128]
    }
    return profile("prtr", "CMYK", "Lab ", [("A2B0", table(inputs: 4, points: 2, corners))])
  }

  /// A printer's profile that claims a table of more points than it has.
  package static func claimingPoints(_ points: UInt8) -> [UInt8] {
    profile("prtr", "CMYK", "Lab ", [("A2B0", table(inputs: 4, points: points, [0]))])
  }

  /// The entries of a table of a tone curve, rounded to 16 bits.
  package static func entries(_ count: Int, of function: TransferFunction) -> [UInt16] {
    (0..<count).map { entry in
      UInt16((function.light(of: Double(entry) / Double(count - 1)) * 65535).rounded())
    }
  }

  private static func curve(_ entries: [UInt16]) -> [UInt8] {
    Array("curv\0\0\0\0".utf8) + bigEndianBytes(entries.count)
      + entries.flatMap { bigEndianBytes(Int($0), count: 2) }
  }

  /// A table of 8 bits to three outputs, with nothing before or behind it.
  private static func table(inputs: Int, points: UInt8, _ values: [UInt8]) -> [UInt8] {
    let identity = (0..<9).flatMap { bigEndianBytes($0 % 4 == 0 ? 0x10000 : 0) }
    func line(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in (0...255).map(UInt8.init) } }
    return Array("mft1\0\0\0\0".utf8) + [UInt8(inputs), 3, points, 0] + identity + line(inputs)
      + values + line(3)
  }

  private static func profile(
    _ deviceClass: String, _ space: String, _ connection: String, _ tags: [(String, [UInt8])]
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 128)
    header.replaceSubrange(8..<12, with: [2, 0x40, 0, 0])
    header.replaceSubrange(12..<24, with: "\(deviceClass)\(space)\(connection)".utf8)
    header.replaceSubrange(36..<40, with: "acsp".utf8)
    // The light of D50.
    header.replaceSubrange(68..<80, with: [0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d])
    var directory = bigEndianBytes(tags.count)
    var data: [UInt8] = []
    for (name, value) in tags {
      let offset = 132 + 12 * tags.count + data.count
      directory += Array(name.utf8) + bigEndianBytes(offset) + bigEndianBytes(value.count)
      data += value + [UInt8](repeating: 0, count: -value.count & 3)
    }
    let bytes = header + directory + data
    return bigEndianBytes(bytes.count) + bytes[4...]
  }
}
