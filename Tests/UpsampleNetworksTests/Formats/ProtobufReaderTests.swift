import Testing
import UpsampleBase

@testable import UpsampleNetworks

@Suite struct ProtobufReaderTests {
  private func fields(_ bytes: [UInt8]) throws(ProtobufFault) -> [ProtobufReader.Value] {
    var reader = ProtobufReader(bytes, 0..<bytes.count)
    var values: [ProtobufReader.Value] = []
    while let field = try reader.next() { values.append(field.value) }
    return values
  }

  @Test func readsEveryKindOfField() throws {
    let bytes: [UInt8] = [
      0x08, 0x96, 0x01, 0x11, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x1a, 2, 0x41, 0x42, 0x25, 4, 3, 2, 1,
    ]
    #expect(
      try fields(bytes) == [
        .varint(150), .fixed64(0x8000_0000_0000_0001), .bytes(14..<16), .fixed32(0x0102_0304),
      ])
    #expect(
      try fields([0x08] + Array(repeating: 0xff, count: 9) + [0x01]) == [.varint(.max)])
  }

  @Test(
    arguments: [
      ([0x08], ProtobufFault.truncated(offset: 1)),
      ([0x08, 0x80], .truncated(offset: 2)),
      ([0x11, 1, 2, 3], .truncated(offset: 1)),
      ([0x25, 1], .truncated(offset: 1)),
      ([0x1a, 3, 1, 2], .beyondEnd(3, offset: 0)),
      (
        [0x08, 0x00, 0x1a] + Array(repeating: 0xff, count: 9) + [0x01], .beyondEnd(.max, offset: 2)
      ),
      ([0x08] + Array(repeating: 0xff, count: 9) + [0x02], .overlong(offset: 1)),
      ([0x08] + Array(repeating: 0x80, count: 12), .overlong(offset: 1)),
      ([0x00, 0x00], .fieldNumber(offset: 0)),
      ([0x0b], .wireType(3, offset: 0)),
      ([0x0e], .wireType(6, offset: 0)),
    ] as [([UInt8], ProtobufFault)])
  func refuses(bytes: [UInt8], fault: ProtobufFault) {
    #expect(throws: fault) { try fields(bytes) }
  }

  @Test func packedNumbersAreLimited() throws {
    let bytes: [UInt8] = [1, 0x80, 0x01, 3]
    #expect(try ProtobufReader.varints(bytes, 0..<4, limit: 3) == [1, 128, 3])
    #expect(try ProtobufReader.varints(bytes, 0..<4, limit: 2) == nil)
  }
}
