import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PictureMetadataTests {
  private let folder = try! TestFolder()

  @Test func aPNGTellsOfItsColoursAndMore() {
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 8).bytes
    let metadata = PictureMetadata(png: [
      ("gAMA", [0, 0, 0xb1, 0x8f]), ("cHRM", (1...8).flatMap { bigEndianBytes(1000 * $0) }),
      ("sRGB", [2]), ("iCCP", Array("name\0\0".utf8) + zlibCompressed(profileBytes("RGB "))),
      ("bKGD", [0, 1, 0, 2, 0, 3]), ("pHYs", bigEndianBytes(2835) + bigEndianBytes(2000) + [1]),
      ("eXIf", exif), ("tEXt", Array("Title\0a".utf8)),
    ])
    #expect(metadata.colour.gamma == 45455)
    #expect(metadata.colour.chromaticities == (1...8).map { 1000 * $0 })
    #expect(metadata.colour.sRGB == 2)
    #expect(metadata.iccProfile == profileBytes("RGB "))
    #expect(metadata.profile?.name == "name")
    #expect(metadata.background == [1, 2, 3])
    #expect(metadata.density == PixelDensity(x: 2835, y: 2000, unit: .metre))
    #expect(metadata.orientation == .leftBottom)
    #expect(metadata.chunks.map(\.type) == ["tEXt"])
    #expect(metadata.warnings.isEmpty)
  }

  @Test func aJPEGTellsOfItsColoursAndMore() throws {
    let profile = try #require(ICCProfile(profileBytes("RGB ", count: 100_000)))
    let exif = EXIFBytes.camera(isBigEndian: false, orientation: 5).bytes
    let metadata = PictureMetadata(
      JPEGMarkers(
        ByteWindow(
          jpegBytes(
            [
              JPEGSegment(marker: 0xe0, data: Array("JFIF\0".utf8) + [1, 2, 2, 0, 9, 0, 8, 0, 0]),
              JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif),
              JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + [60, 62]),
              JPEGSegment(marker: 0xed, data: Array("Photoshop 3.0\08BIM".utf8)),
              JPEGSegment(marker: 0xfe, data: [65]), JPEGSegment(marker: 0xec, data: [1]),
            ] + profile.segments!))))
    #expect(metadata.density == PixelDensity(x: 9, y: 8, unit: .centimetre))
    #expect(metadata.orientation == .leftTop)
    #expect(metadata.xmp?.bytes == [60, 62])
    #expect(metadata.photoshop == [Array("8BIM".utf8)])
    #expect(metadata.comments == [[65]])
    #expect(metadata.segments == [JPEGSegment(marker: 0xec, data: [1])])
    #expect(metadata.profile == profile)
    #expect(metadata.warnings.isEmpty)
  }

  @Test func backgroundsAreInTheUnitsOfTheRows() {
    func background(_ data: [UInt8], depth: Int, colorType: Int) -> [UInt16]? {
      PNGChunks.Header(width: 1, height: 1, depth: depth, colorType: colorType)
        .background(data, palette: [1, 2, 3, 4, 5, 6])
    }
    #expect(background([0, 3], depth: 4, colorType: 0) == [51])
    #expect(background([0, 1], depth: 1, colorType: 0) == [255])
    #expect(background([0x12, 0x34], depth: 16, colorType: 4) == [0x1234])
    #expect(background([1], depth: 2, colorType: 3) == [4, 5, 6])
    #expect(background([2], depth: 2, colorType: 3) == nil)
    #expect(background([1, 0], depth: 8, colorType: 0) == nil, "256 is no sample of 8 bits")
    #expect(background([0, 1], depth: 8, colorType: 2) == nil)
  }

  @Test func profilesInTextAreFound() {
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 3).bytes
    for (type, bytes) in [("exif", EXIF.identifier + exif), ("APP1", exif)] {
      let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      let text = "\n\(type)\n      \(bytes.count)\n\(digits)\n"
      let data = Array("Raw profile type \(type)\0\0".utf8) + zlibCompressed(Array(text.utf8))
      let metadata = PictureMetadata(png: [("zTXt", data)])
      #expect(metadata.exif?.bytes == exif)
      #expect(metadata.orientation == .bottomRight)
      #expect(metadata.chunks.isEmpty)
    }
  }

  @Test(
    arguments: [
      ("eXIf", [1, 2, 3], .exif), ("iCCP", Array("a\0\0b".utf8), .profile),
      ("iTXt", Array("XML:com.adobe.xmp\0\u{1}\0\0\0zz".utf8), .xmp),
      ("zTXt", Array("Raw profile type exif\0\0zz".utf8), .exif),
    ] as [(PNGChunkType, [UInt8], MetadataNotice.Piece)])
  func whatIsBrokenIsDroppedWithAWarning(
    type: PNGChunkType, data: [UInt8], piece: MetadataNotice.Piece
  ) {
    #expect(PictureMetadata(png: [(type, data)]).warnings == [.broken(piece)])
  }

  @Test func filesAndStreamsTellTheSame() throws {
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 7).bytes
    let png = PNGBytes(
      width: 1, height: 1, depth: 8, color: 0, before: [("eXIf", exif)], rows: [[0, 9]])
    let path = try folder.write(png.bytes, to: "a.png")
    let keeping = ReadingOptions(orientation: .keep)
    let source = try openImageSource(.file(path), keeping)
    #expect(source.properties.metadata.orientation == .rightBottom)
    let pipe = folder["pipe"]
    try #require(pipe.withCString { mkfifo($0, 0o600) } == 0)
    // Open for both, so that neither end waits for the other.
    let writer = pipe.withCString { open($0, O_RDWR) }
    try #require(write(writer, png.bytes, png.bytes.count) == png.bytes.count)
    let file = try InputFile(.file(pipe))
    close(writer)
    #expect(
      try openImageSource(file, keeping).properties.metadata.orientation == .rightBottom)
  }
}

extension PictureMetadata {
  /// What the chunks of an RGB picture of 8 bits say.
  init(png chunks: [(PNGChunkType, [UInt8])]) {
    var png = PNGBytes()
    png.addHeader(width: 300, height: 200, depth: 8, color: 2)
    for (type, data) in chunks { png.add(type.name, data) }
    self.init(PNGChunks(ByteWindow(png.bytes)))
  }
}
