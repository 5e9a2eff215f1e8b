import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

/// What becomes of metadata that only JPEG files have.
@Suite struct JPEGMetadataTests {
  private let conversion = Conversion()

  @Test func unknownSegmentsAreKept() throws {
    let segments = [
      JPEGSegment(marker: 0xe1, data: Array("FLIR\0".utf8)), JPEGSegment(marker: 0xec, data: [1]),
      JPEGSegment(marker: 0xef, data: []), JPEGSegment(marker: 0xe0, data: Array("CIFF".utf8)),
    ]
    #expect(try conversion.doubleJPEG(segments, to: "jpg").metadata.segments == segments)
    let outcome = try conversion.doubleJPEG(segments, to: "png")
    #expect(outcome.chunks.isEmpty && outcome.report.warnings.isEmpty)
    #expect(outcome.report.notes == ["its application data have no place in a PNG, dropped"])
  }

  @Test(arguments: ["MPF", "urn:iso:std:iso:ts:21496:-1"], ["jpg", "png"])
  func gainMapsAreDroppedWithAWarning(identifier: String, output: String) throws {
    let packet = XMPPacket.sample("hdrgm:Version=\"1.0\" tiff:ImageWidth=\"6\"")
    let outcome = try conversion.doubleJPEG(
      [
        JPEGSegment(marker: 0xe2, data: Array(identifier.utf8) + [0]),
        JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + packet.bytes),
      ], to: output)
    #expect(outcome.metadata.segments.isEmpty)
    #expect(outcome.metadata.xmp == XMPPacket.sample(" tiff:ImageWidth=\"12\""))
    #expect(
      outcome.report.warnings
        == ["its gain map, film or further pictures do not fit the output, dropped"])
  }

  @Test(arguments: ["jpg", "png"])
  func signaturesAreDroppedWithAWarning(output: String) throws {
    let outcome = try conversion.doubleJPEG(
      [JPEGSegment(marker: 0xeb, data: Array("JP".utf8) + [0, 1, 0, 0, 0, 1])], to: output)
    #expect(outcome.segments.filter { $0.marker == 0xeb }.isEmpty)
    #expect(outcome.report.warnings == ["its digital signature does not hold any more, dropped"])
  }

  @Test func whatTheEncoderWritesItselfIsNotKept() throws {
    let outcome = try conversion.doubleJPEG(
      [
        JPEGSegment(marker: 0xee, data: Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1]),
        JPEGSegment(marker: 0xe0, data: Array("JFXX\0".utf8) + [0x13, 1, 1, 1, 2, 3]),
      ], to: "jpg")
    #expect(outcome.segments.map(\.marker) == [0xe0], "the new JFIF header alone")
  }

  @Test func cameraFilesWithoutJFIFStayWithoutIt() throws {
    let exif = JPEGSegment(
      marker: 0xe1, data: EXIF.identifier + EXIFBytes.camera(isBigEndian: true).bytes)
    let outcome = try conversion.doubleJPEG([exif], jfif: nil, to: "jpg")
    #expect(outcome.segments.map(\.marker) == [0xe1])
    let bare = try conversion.doubleJPEG([], jfif: nil, to: "jpg")
    #expect(bare.segments.map(\.marker) == [0xe0])
  }

  private static let iptc = PhotoshopBytes.resource(1028, [0x1c, 2])
  private static let guides = PhotoshopBytes.resource(1032, [1])
  private static let copyright =
    PhotoshopBytes.resource(1034, [1]) + PhotoshopBytes.resource(1035, [65])

  private static func photoshop(_ resources: [UInt8]) -> [JPEGSegment] {
    JPEGSegment.segments(0xed, PhotoshopResources.identifier, resources)
  }

  @Test func iptcAndCopyrightBecomeTextOfAPNG() throws {
    let segments = Self.photoshop(Self.iptc + Self.guides + Self.copyright)
    #expect(
      try conversion.doubleJPEG(segments, to: "jpg").metadata.photoshop
        == [Self.iptc + Self.guides + Self.copyright])
    let outcome = try conversion.doubleJPEG(segments, to: "png")
    #expect(outcome.chunks == [PNGText.rawProfile("iptc", Self.iptc + Self.copyright)])
    #expect(
      outcome.report.notes
        == ["its further data of Photoshop have no place in a PNG, dropped"])
    #expect(outcome.report.warnings.isEmpty)
    let alone = try conversion.doubleJPEG(Self.photoshop(Self.iptc), to: "png")
    #expect(alone.report.notes.isEmpty)
    let none = try conversion.doubleJPEG(Self.photoshop(Self.guides), to: "png")
    #expect(none.chunks.isEmpty && none.report.notes == outcome.report.notes)
  }

  @Test func allOfPhotoshopsDataBecomesTextWhereAllIsWanted() throws {
    conversion.options.metadata = .all
    let outcome = try conversion.doubleJPEG(Self.photoshop(Self.iptc + Self.guides), to: "png")
    #expect(outcome.chunks == [PNGText.rawProfile("iptc", Self.iptc + Self.guides)])
    #expect(outcome.report.notes.isEmpty)
  }

  @Test func iptcTooLongForATextIsDroppedWithAWarning() throws {
    let long = PhotoshopBytes.resource(1028, [UInt8](repeating: 0, count: 3 << 20))
    let outcome = try conversion.doubleJPEG(Self.photoshop(long), to: "png")
    #expect(outcome.chunks.isEmpty)
    #expect(
      outcome.report.warnings == ["its IPTC data are too long for a text of a PNG, dropped"])
  }

  @Test(arguments: ["jpg", "png"])
  func exifInSeveralSegmentsIsKept(output: String) throws {
    var bytes = EXIFBytes(isBigEndian: false)
    bytes.setFirst(
      bytes.add([bytes.short(0x112, 1), (0x10f, 2, 70_000, [UInt8](repeating: 65, count: 70_000))]))
    let segments = JPEGSegment.segments(0xe1, EXIF.identifier, bytes.bytes)
    #expect(segments.count == 2)
    let outcome = try conversion.doubleJPEG(segments, jfif: nil, to: output)
    #expect(outcome.metadata.exif?.bytes == bytes.bytes)
    #expect(outcome.report.warnings.isEmpty)
  }

  @Test func furtherEXIFDataIsNotPartOfTheFirst() throws {
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 1).bytes
    let padding = [UInt8](repeating: 7, count: JPEGSegment.largestCount - 6 - exif.count)
    let segment = JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif + padding)
    let outcome = try conversion.doubleJPEG([segment, segment], to: "png")
    #expect(try #require(outcome.metadata.exif).bytes.count <= JPEGSegment.largestCount)
  }

  @Test(arguments: [14, 40, 1000])
  func photoshopsThumbnailsAreDroppedAndItsDensityFollows(partCount: Int) throws {
    conversion.options.density = .multiply
    let sample = PhotoshopBytes.sample
    let segments = stride(from: 0, to: sample.count, by: partCount).map { start in
      let part = sample[start..<min(start + partCount, sample.count)]
      return JPEGSegment(marker: 0xed, data: PhotoshopResources.identifier + part)
    }
    var expected = PhotoshopResources(sample)
    expected.removeThumbnails()
    expected.multiplyDensity(x: 2, y: 2)
    #expect(try conversion.doubleJPEG(segments, to: "jpg").metadata.photoshop == [expected.bytes])
    conversion.options.metadata = .all
    #expect(
      try conversion.doubleJPEG(segments, to: "png").chunks
        == [PNGText.rawProfile("iptc", expected.bytes)])
  }

  @Test(arguments: ["jpg", "png"])
  func extensionsOfXMPAreUpdatedToo(output: String) throws {
    let extended = ExtendedXMP(XMPPacket.sample("tiff:ImageWidth=\"6\"").unframed)
    let main = XMPPacket.sample(
      "xmpNote:HasExtendedXMP=\"\(String(decoding: extended.id, as: UTF8.self))\"")
    let outcome = try conversion.doubleJPEG(
      [JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + main.bytes)] + extended.segments,
      to: output)
    let expected = ExtendedXMP(XMPPacket.sample("tiff:ImageWidth=\"12\"").unframed)
    if output == "jpg" {
      #expect(outcome.metadata.extendedXMP == expected)
    } else {
      let text = String(decoding: try #require(outcome.metadata.xmp).bytes, as: UTF8.self)
      #expect(text.contains("tiff:ImageWidth=\"12\"") && !text.contains("HasExtendedXMP"))
    }
    #expect(outcome.report.warnings.isEmpty)
  }

  @Test(arguments: ["jpg", "png"])
  func filmsAreDroppedWithAWarning(output: String) throws {
    let packet = XMPPacket.sample("GCamera:MotionPhoto=\"1\" xmp:Rating=\"3\"")
    let outcome = try conversion.doubleJPEG(
      [JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + packet.bytes)], to: output)
    #expect(outcome.metadata.xmp == XMPPacket.sample(" xmp:Rating=\"3\""))
    #expect(
      outcome.report.warnings
        == ["its gain map, film or further pictures do not fit the output, dropped"])
  }

  @Test func commentsBecomeText() throws {
    let comments: [[UInt8]] = [Array("plain\0".utf8), Array("gr\u{fc}n".utf8), [0x67, 0xfc]]
    let segments = comments.map { JPEGSegment(marker: 0xfe, data: $0) }
    #expect(try conversion.doubleJPEG(segments, to: "jpg").metadata.comments == comments)
    #expect(
      try conversion.doubleJPEG(segments, to: "png").chunks == [
        PNGChunk(type: "tEXt", data: Array("Comment\0plain".utf8)),
        PNGChunk(type: "iTXt", data: Array("Comment\0\0\0\0\0gr\u{fc}n".utf8)),
        PNGChunk(type: "tEXt", data: Array("Comment\0".utf8) + [0x67, 0xfc]),
      ])
  }

  @Test func incompleteXMPExtensionIsDroppedWithItsName() throws {
    let extended = ExtendedXMP([UInt8](repeating: 65, count: 100_000))
    let outcome = try conversion.doubleJPEG(
      [
        JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + extended.mainPacket.bytes),
        extended.segments[1],
      ], to: "jpg")
    #expect(outcome.metadata.extendedXMP == nil)
    #expect(outcome.metadata.xmp?.extensionID == nil)
    #expect(outcome.report.warnings == ["its XMP extension is broken, dropped"])
  }

  @Test func furtherXMPIsDroppedWithAWarning() throws {
    let packet = XMPPacket.identifier + XMPPacket.sample("xmp:Rating=\"3\"").bytes
    let segment = JPEGSegment(marker: 0xe1, data: packet)
    let extended = ExtendedXMP([UInt8](repeating: 65, count: 1000))
    let outcome = try conversion.doubleJPEG([segment, segment] + extended.segments, to: "jpg")
    #expect(outcome.metadata.xmp == XMPPacket.sample("xmp:Rating=\"3\""))
    #expect(
      outcome.report.warnings == [
        "its XMP extension is named by no packet, dropped", "it has further XMP packets, dropped",
      ])
  }

  @Test(arguments: ["RGB ", "GRAY"])
  func profilesThatDoNotFitInksAreDroppedWithAWarning(space: String) throws {
    let profile = try #require(ICCProfile(profileBytes(space)))
    let name = space == "GRAY" ? "gray" : "RGB"
    for (output, fault) in [("jpg", "the CMYK output"), ("png", "its inks")] {
      let outcome = try conversion.doubleJPEG(
        profile.segments ?? [], jfif: nil, channels: 4, to: output)
      #expect(
        outcome.report.warnings == ["its \(name) colour profile does not fit \(fault), dropped"])
    }
  }
}
