import UpsampleBase

/// Image resources of Photoshop, put together by hand.
package enum PhotoshopBytes {
  package static let sample: [UInt8] =
    resource(1005, density(300, 72)) + resource(1028, [0x1c, 2, 5]) + resource(1036, [9, 9, 9])
    + resource(1033, [8]) + resource(1034, [1], name: "even")

  package static func resource(_ number: Int, _ data: [UInt8], name: String = "") -> [UInt8] {
    let name = [UInt8(name.utf8.count)] + Array(name.utf8)
    return Array("8BIM".utf8) + bigEndianBytes(number, count: 2) + even(name)
      + bigEndianBytes(data.count) + even(data)
  }

  package static func density(_ x: Int, _ y: Int) -> [UInt8] {
    bigEndianBytes(x << 16) + [0, 1, 0, 2] + bigEndianBytes(y << 16) + [0, 1, 0, 2]
  }

  private static func even(_ bytes: [UInt8]) -> [UInt8] {
    bytes.count % 2 == 0 ? bytes : bytes + [0]
  }
}
