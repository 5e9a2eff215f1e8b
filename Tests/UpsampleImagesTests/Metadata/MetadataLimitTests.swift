import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// Metadata beyond its limit is told of, and what stands behind it is not read.
@Suite struct MetadataLimitTests {
  private static let limit = 40_000

  private func metadata(_ chunks: [(String, [UInt8])]) -> PictureMetadata {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    for (type, data) in chunks { png.add(type, data) }
    png.add("IDAT", [1])
    return PictureMetadata(
      PNGChunks(ByteWindow(png.bytes), limit: Self.limit), limit: Self.limit)
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  @Test func aChunkMayHaveAQuarter() {
    let gamma = ("gAMA", [0, 0, 0, 9] as [UInt8])
    let kept = metadata([("prVt", zeros(10_000)), gamma])
    #expect(kept.excess == nil && kept.chunks.count == 1 && kept.colour.gamma == 9)
    let refused = metadata([("prVt", zeros(10_001)), gamma])
    #expect(
      refused.excess
        == MetadataExcess(
          quantity: "bytes or more in its chunk prVt", value: 10_001, limit: 10_000))
    #expect(refused.colour.gamma == nil)
  }

  @Test func allChunksTogetherAreLimitedInBytes() {
    let four = Array(repeating: ("prVt", zeros(10_000)), count: 4)
    #expect(metadata(four).excess == nil)
    #expect(
      metadata(four + [("prVt", [7])]).excess
        == MetadataExcess(
          quantity: "bytes or more of metadata", value: Self.limit + 1, limit: Self.limit))
  }

  @Test func allChunksTogetherAreLimitedInNumber() {
    let most = Array(repeating: ("prVt", zeros(0)), count: 16_384)
    #expect(metadata(most).excess == nil)
    #expect(
      metadata(most + [("prVt", [])]).excess
        == MetadataExcess(
          quantity: "pieces or more of metadata", value: 16_385, limit: 16_384,
          remedy: "Raise it with `max-metadata`: 4096 for each piece."))
  }

  @Test func aHigherLimitLetsMorePiecesBe() {
    var room = MetadataRoom(limit: 20_000 * 4096)
    let taken = (0..<20_001).filter { _ in room.take(1, for: "text") }
    #expect(taken == Array(0..<20_000))
    #expect(room.excess?.value == 20_001)
  }

  @Test func inflatedContentsCountAsSuch() {
    func profile(_ count: Int) -> (String, [UInt8]) {
      ("iCCP", Array("p\0\0".utf8) + zlibCompressed(zeros(count)))
    }
    func packet(_ count: Int) -> (String, [UInt8]) {
      ("iTXt", Array("XML:com.adobe.xmp\0\u{1}\0\0\0".utf8) + zlibCompressed(zeros(count)))
    }
    #expect(metadata([packet(10_000)]).excess == nil)
    #expect(
      metadata([packet(10_001)]).excess?.quantity
        == "bytes or more in its text, inflated")
    #expect(
      metadata([profile(10_001)]).excess
        == MetadataExcess(
          quantity: "bytes or more in its colour profile, inflated", value: 10_001,
          limit: 10_000))
  }

  @Test func refusedPiecesUseUpTheRoom() {
    var budget = InflationBudget(limit: Self.limit)
    let stream = zlibCompressed(zeros(9_000))
    for _ in 0..<4 { #expect(budget.count(of: stream, limit: 8_000, name: "a") == nil) }
    #expect(budget.room.excess == nil && budget.room.mostOfPiece == 4_000)
    #expect(budget.inflate(stream, name: "a") == nil)
    #expect(budget.room.excess?.quantity == "bytes or more of metadata, inflated")
    #expect(budget.room.mostOfPiece == 0)
  }

  @Test func segmentsAreLimitedToo() {
    let segment: [UInt8] = [0xff, 0xe5, 0x10, 0x02] + zeros(0x1000)
    let bytes: [UInt8] = [0xff, 0xd8] + (0..<10).flatMap { _ in segment }
    let file = JPEGMarkers(ByteWindow(bytes), limit: Self.limit)
    #expect(file.segments.count == 9)
    #expect(file.excess?.value == 10 * 4096)
  }

  @Test func aStreamThatWasCutOffIsTooLong() {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    png.bytes += bigEndianBytes(100_000) + Array("tEXt".utf8) + zeros(Self.limit)
    func excess(isStart: Bool) -> MetadataExcess? {
      PNGChunks(ByteWindow(png.bytes, isStart: isStart), limit: Self.limit).excess
    }
    #expect(excess(isStart: false) == nil, "the file is damaged")
    #expect(excess(isStart: true)?.quantity == "bytes or more before its pixels")
  }
}
