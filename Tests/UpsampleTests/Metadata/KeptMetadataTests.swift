import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// What becomes of metadata that both formats can hold, in all four directions.
@Suite struct KeptMetadataTests {
  private let conversion = Conversion()

  @Test(arguments: Conversion.directions)
  func exifIsKeptWithTheNewSize(direction: Conversion.Direction) throws {
    let before = EXIFBytes.camera(isBigEndian: direction.input == "jpg", orientation: 1).bytes
    let outcome = try double(direction, chunk: ("eXIf", before), exif: before)
    let exif = try #require(outcome.metadata.exif)
    #expect(exif.orientation == .topLeft)
    // TIFF's own tags are forbidden in a JPEG, though some cameras write them.
    let becomesJPEG = direction == ("png", "jpg")
    #expect(
      exif.picture.entries(of: .imageWidth).map { exif.value(of: $0) } == (becomesJPEG ? [] : [12]))
    #expect(
      exif.picture.entries(of: .imageLength).map { exif.value(of: $0) } == (becomesJPEG ? [] : [8]))
    let details = try #require(exif.details)
    #expect(details.entries(of: .pixelXDimension).map { exif.value(of: $0) } == [12])
    #expect(details.entries(of: .pixelYDimension).map { exif.value(of: $0) } == [8])
    let notes = try #require(details.entries(of: .makerNote).first?.values)
    #expect(exif.bytes[notes] == before[notes], "neither moved nor changed")
    #expect(exif.picture.link.flatMap { exif.number(at: $0, count: 4) } == 0, "no thumbnail")
    #expect(outcome.report.warnings.isEmpty)
  }

  @Test(arguments: Conversion.directions)
  func brokenEXIFIsDroppedWithAWarning(direction: Conversion.Direction) throws {
    let outcome = try double(direction, chunk: ("eXIf", [1, 2]), exif: [1, 2])
    #expect(outcome.metadata.exif == nil)
    #expect(outcome.report.warnings == ["its EXIF data is broken, dropped"])
  }

  @Test(arguments: Conversion.directions)
  func profileIsTheSameToTheByte(direction: Conversion.Direction) throws {
    let bytes = profileBytes("RGB ", count: 150_000)
    let outcome = try double(direction, profile: bytes)
    #expect(outcome.metadata.iccProfile == bytes)
    #expect(outcome.report.warnings.isEmpty)
    if direction == ("png", "png") { #expect(outcome.metadata.profile?.name == "a name") }
    if direction == ("jpg", "png") { #expect(outcome.metadata.profile?.name == "ICC profile") }
  }

  @Test(arguments: Conversion.directions, ["GRAY", "CMYK", "Lab "])
  func profilesOfOtherColoursAreDropped(direction: Conversion.Direction, space: String) throws {
    let outcome = try double(direction, profile: profileBytes(space))
    #expect(outcome.metadata.profile == nil)
    let name = ["GRAY": "gray", "CMYK": "CMYK", "Lab ": "foreign"][space]!
    #expect(
      outcome.report.warnings
        == ["its \(name) colour profile does not fit the RGB output, dropped"])
  }

  @Test(arguments: Conversion.directions)
  func brokenProfilesAreDroppedWithAWarning(direction: Conversion.Direction) throws {
    let outcome = try double(
      direction, chunk: ("iCCP", Array("a\0\0zz".utf8)),
      segments: [JPEGSegment(marker: 0xe2, data: Array("ICC_PROFILE\0".utf8) + [2, 2, 1])])
    #expect(outcome.metadata.profile == nil)
    #expect(outcome.report.warnings == ["its colour profile is broken, dropped"])
  }

  @Test(arguments: Conversion.directions)
  func xmpIsKeptWithTheNewSize(direction: Conversion.Direction) throws {
    let before = XMPPacket.sample("tiff:ImageWidth=\"6\" e:PixelYDimension=\"4\" x:a=\"b\"")
    let outcome = try double(
      direction, chunk: ("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + before.bytes),
      segments: [JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + before.bytes)])
    #expect(
      outcome.metadata.xmp
        == XMPPacket.sample(
          "tiff:ImageWidth=\"12\" e:PixelYDimension=\"8\" x:a=\"b\""))
  }

  @Test(arguments: Conversion.directions)
  func largeXMPIsKeptWhole(direction: Conversion.Direction) throws {
    let text = String(repeating: "a long story. ", count: 10_000)
    let long = XMPPacket.sample(
      "e:PixelXDimension=\"6\"", "<tiff:Make>\(text)</tiff:Make><tiff:Model>M</tiff:Model>")
    let (main, extended) = try #require(long.divided())
    let outcome = try double(
      direction, chunk: ("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + long.bytes),
      segments: [JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + main.framed)]
        + extended.segments)
    let packet = String(decoding: try #require(outcome.metadata.xmp).bytes, as: UTF8.self)
    #expect(packet.contains("<tiff:Model>M</tiff:Model>") && packet.contains("Dimension=\"12\""))
    if direction.output == "png" {
      #expect(packet.contains(text) && !packet.contains("HasExtendedXMP"))
    } else {
      #expect(outcome.metadata.extendedXMP == extended)
    }
    #expect(outcome.report.warnings.isEmpty)
  }

  @Test func largeXMPThatIsNotDivisibleBecomesAnExtension() throws {
    let bytes = [UInt8](repeating: 0x61, count: 70_000)
    let outcome = try conversion.doublePNG(
      [("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + bytes)], to: "jpg")
    #expect(outcome.metadata.extendedXMP == ExtendedXMP(bytes))
  }

  @Test(arguments: Conversion.directions)
  func densityStaysOrGrowsWithThePicture(direction: Conversion.Direction) throws {
    for (policy, factor) in [(DensityPolicy.keep, 1), (.multiply, 2)] {
      conversion.options.density = policy
      let outcome = try double(
        direction, chunk: ("pHYs", bigEndianBytes(2835) + bigEndianBytes(3937) + [1]),
        jfif: JFIFDensity(unit: 1, x: 72, y: 100))
      let (x, y) = (Double(factor), Double(factor))
      let expected =
        direction.output == "png"
        ? PixelDensity(
          x: (2835 * x - (factor == 2 && direction.input == "jpg" ? 1 : 0)), y: 3937 * y,
          unit: .metre)
        : PixelDensity(x: 72 * x, y: 100 * y, unit: .inch)
      #expect(outcome.metadata.density == expected, "\(policy)")
    }
  }

  @Test(arguments: Conversion.directions)
  func absentDensityStaysAbsent(direction: Conversion.Direction) throws {
    conversion.options.density = .multiply
    let outcome = try double(direction)
    #expect(outcome.data("pHYs").isEmpty)
    #expect(
      outcome.metadata.density
        == (direction.output == "png" ? nil : PixelDensity(x: 1, y: 1, unit: .aspect)))
  }

  @Test func squarePixelsOfNoDensityAreNoNews() throws {
    let square = bigEndianBytes(1) + bigEndianBytes(1) + [0]
    #expect(try double(("png", "png"), chunk: ("pHYs", square)).data("pHYs") == [square])
    let jfif = JFIFDensity(unit: 0, x: 72, y: 72)
    #expect(try double(("jpg", "png"), jfif: jfif).data("pHYs").isEmpty)
    #expect(
      try double(("jpg", "jpg"), jfif: jfif).metadata.density
        == PixelDensity(x: 72, y: 72, unit: .aspect))
  }

  @Test(arguments: Conversion.directions)
  func densityOfEXIFComesFirstWhereFormatsChange(direction: Conversion.Direction) throws {
    let exif = EXIFBytes.camera(isBigEndian: true).bytes
    let chunks: [(String, [UInt8])] = [
      ("pHYs", bigEndianBytes(100) + bigEndianBytes(100) + [1]), ("eXIf", exif),
    ]
    let segment = JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif)
    let jfif = JFIFDensity(unit: 2, x: 1, y: 1)
    let outcome =
      try direction.input == "png"
      ? conversion.doublePNG(chunks, to: direction.output)
      : conversion.doubleJPEG([segment], jfif: jfif, to: direction.output)
    let expected =
      switch direction {
      case ("png", "png"): PixelDensity(x: 100, y: 100, unit: .metre)
      case ("jpg", "jpg"): PixelDensity(x: 1, y: 1, unit: .centimetre)
      case ("png", _): PixelDensity(x: 72, y: 72, unit: .inch)
      default: PixelDensity(x: 2835, y: 2835, unit: .metre)
      }
    #expect(outcome.metadata.density == expected)
    #expect(outcome.metadata.exif?.density == PixelDensity(x: 72, y: 72, unit: .inch))
  }

  @Test(arguments: Conversion.directions)
  func nothingButTheColoursIsLeftByStrip(direction: Conversion.Direction) throws {
    conversion.options.metadata = .strip
    let exif = EXIFBytes.camera(isBigEndian: true).bytes
    let profile = try #require(ICCProfile(profileBytes("RGB ")))
    let chunks: [(String, [UInt8])] = [
      ("iCCP", Array("a\0\0".utf8) + zlibCompressed(profile.bytes)), ("gAMA", [0, 0, 0, 9]),
      ("eXIf", exif), ("tEXt", Array("Comment\0a".utf8)), ("prVt", [1]),
      ("pHYs", bigEndianBytes(100) + bigEndianBytes(100) + [1]),
    ]
    let segments = [
      JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif),
      JPEGSegment(marker: 0xfe, data: [65]), JPEGSegment(marker: 0xec, data: [1]),
    ]
    let outcome =
      try direction.input == "png"
      ? conversion.doublePNG(chunks, to: direction.output)
      : conversion.doubleJPEG(segments + profile.segments!, to: direction.output)
    let colours: [PNGChunkType] = direction.input == "png" ? ["iCCP", "gAMA"] : ["iCCP"]
    #expect(outcome.chunks.map(\.type) == (direction.output == "png" ? colours : []))
    #expect(outcome.segments.map(\.marker) == (direction.output == "png" ? [] : [0xe0, 0xe2]))
    #expect(outcome.metadata.profile?.bytes == profile.bytes)
    #expect(outcome.report.warnings.isEmpty && outcome.report.notes.isEmpty)
  }

  /// Doubles a picture that has something in one place or the other.
  private func double(
    _ direction: Conversion.Direction, chunk: (String, [UInt8])? = nil, exif: [UInt8]? = nil,
    segments: [JPEGSegment] = [], jfif: JFIFDensity? = JFIFDensity(unit: 0, x: 1, y: 1)
  ) throws -> Conversion.Outcome {
    let exif = exif.map { JPEGSegment(marker: 0xe1, data: EXIF.identifier + $0) }
    return try direction.input == "png"
      ? conversion.doublePNG([chunk].compactMap { $0 }, to: direction.output)
      : conversion.doubleJPEG(
        [exif].compactMap { $0 } + segments, jfif: jfif, to: direction.output)
  }

  private func double(
    _ direction: Conversion.Direction, profile: [UInt8]
  ) throws -> Conversion.Outcome {
    try double(
      direction, chunk: ("iCCP", Array("a name\0\0".utf8) + zlibCompressed(profile)),
      segments: try #require(ICCProfile(profile)?.segments))
  }
}
