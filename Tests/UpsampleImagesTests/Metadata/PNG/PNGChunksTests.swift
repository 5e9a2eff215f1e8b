import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PNGChunksTests {
  @Test func chunksAreReadInOrderOnBothSidesOfThePixels() {
    var png = PNGBytes()
    png.addHeader(width: 3, height: 2, depth: 4, color: 3)
    png.add("gAMA", [0, 0, 0, 9])
    png.add("PLTE", [1, 2, 3])
    png.add("tRNS", [0])
    png.add("tEXt", [65, 0, 66])
    png.add("IDAT", [1])
    png.add("IDAT", [2])
    png.add("tEXt", [67, 0, 68])
    png.add("IEND")
    png.add("tEXt", [69, 0, 70])
    let file = PNGChunks(ByteWindow(png.bytes))
    #expect(file.header == PNGChunks.Header(width: 3, height: 2, depth: 4, colorType: 3))
    #expect(file.palette == [1, 2, 3])
    #expect(
      file.chunks == [
        PNGChunk(type: "gAMA", data: [0, 0, 0, 9]),
        PNGChunk(type: "tEXt", data: [65, 0, 66]),
        PNGChunk(type: "tEXt", data: [67, 0, 68], followsPixels: true),
      ])
    #expect(!file.isAnimated)
  }

  @Test func chunksWithWrongChecksumsArePassedOver() {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    png.add("tEXt", [65, 0, 66], damage: 1)
    png.add("gAMA", [1, 2, 3, 4])
    #expect(PNGChunks(ByteWindow(png.bytes)).chunks.map(\.type) == ["gAMA"])
  }

  @Test func chunkThatClaimsMoreThanTheBytesLeftEndsTheFile() {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    png.add("gAMA", [1, 2, 3, 4])
    png.bytes += [0x40, 0, 0, 0] + Array("iTXt".utf8) + [1, 2, 3, 4, 5, 6]
    let file = PNGChunks(ByteWindow(png.bytes))
    #expect(file.chunks.map(\.type) == ["gAMA"])
    #expect(file.excess == nil)
  }

  @Test func animationsAreSeen() {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    png.add("acTL", [0, 0, 0, 2, 0, 0, 0, 0])
    #expect(PNGChunks(ByteWindow(png.bytes)).isAnimated)
  }

  @Test func whatStandsBehindThePixelsMakesNoAnimation() {
    var png = PNGBytes()
    png.addHeader(width: 1, height: 1, depth: 8, color: 0)
    png.add("IDAT", zlibStream([0, 7]))
    png.add("acTL", [0, 0, 0, 2, 0, 0, 0, 0])
    png.add("IEND")
    #expect(!PNGChunks(ByteWindow(png.bytes)).isAnimated)
  }

  @Test func lettersOfATypeHaveAMeaning() {
    let type: PNGChunkType = "prVt"
    #expect(type.isAncillary && type.isSafeToCopy && type.name == "prVt")
    #expect(!PNGChunkType("PLTE").isAncillary && !PNGChunkType("prVT").isSafeToCopy)
    #expect(!PNGChunkType(rawValue: 0x2041_4141).isValid)
  }

  @Test func aWindowReadsAnyRangeWithinItsBytes() {
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 * 31) }
    var reads = 0
    var window = ByteWindow(count: bytes.count) { offset, count in
      reads += 1
      return bytes[offset..<offset + count]
    }
    for (offset, count) in [(0, 8), (8, 500), (1990, 10), (3, 1997), (2000, 0), (700, 1)] {
      #expect(
        window.bytes(at: offset, count: count).map(Array.init)
          == Array(bytes[offset..<offset + count]))
    }
    #expect(reads == 3)
    #expect(window.bytes(at: 1999, count: 2) == nil)
    #expect(window.bytes(at: 2001, count: 0) == nil)
    #expect(window.bytes(at: 0, count: .max) == nil)
  }
}
