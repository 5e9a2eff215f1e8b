import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// What `private` leaves of metadata, in all four directions.
@Suite struct PrivateDataTests {
  private let conversion = Conversion()

  init() { conversion.options.metadata = .private }

  /// EXIF data with every private tag, and with words that may stay.
  static func exif(isBigEndian: Bool) -> [UInt8] {
    var exif = EXIFBytes(isBigEndian: isBigEndian)
    func text(_ tag: Int, _ text: String) -> EXIFBytes.Entry {
      (tag, 2, text.utf8.count + 1, Array(text.utf8) + [0])
    }
    let gps = exif.add([text(0x1d, "secret day"), exif.rational(2, 0x5345_4352, 0x4554_5345)])
    let interoperability = exif.add([text(1, "R98")])
    let details = exif.add(
      [0x9009, 0x927c, 0xa420, 0xa430, 0xa431, 0xa435, 0xfde8, 0xfde9].map { text($0, "secret") }
        + [text(0xa434, "a lens"), exif.long(0xa005, interoperability)])
    exif.append(Array("secrets to which no tag leads".utf8))
    let first = exif.add(
      [0x13c, 0x2bc, 0x83bb, 0x8568, 0x8649, 0xc62f, 0xc634, 0xc65d].map { text($0, "secret") }
        + [
          text(0x10f, "a maker"), exif.short(0x112, 1), text(0x13b, "an artist"),
          exif.long(0x14a, gps), exif.rational(0x11a, 72, 1), exif.rational(0x11b, 72, 1),
          exif.short(0x128, 2), exif.short(0x213, 1), exif.long(0x8769, details),
          exif.long(0x8825, gps),
        ])
    exif.setFirst(first)
    return exif.bytes
  }

  @Test(arguments: Conversion.directions, [false, true])
  func exifLosesItsPrivateTags(direction: Conversion.Direction, isBigEndian: Bool) throws {
    let bytes = Self.exif(isBigEndian: isBigEndian)
    let outcome = try double(direction, [("eXIf", bytes)], [(0xe1, EXIF.identifier + bytes)])
    let exif = try #require(outcome.metadata.exif)
    #expect(!contains(exif.bytes, "secret") && !contains(exif.bytes, "SECRET"))
    #expect(["a lens", "a maker", "an artist", "R98"].allSatisfy { contains(exif.bytes, $0) })
    let tags = exif.directories.flatMap(\.entries).map(\.tag)
    #expect(tags.allSatisfy { EXIF.privateTags[$0] == nil })
    #expect(exif.directories.count == 3 && exif.density?.x == 72)
    #expect(outcome.report.warnings.isEmpty)
    #expect(
      outcome.report.notes == [
        "its private data are dropped: HostComputer, ApplicationNotes, IPTC-NAA, AFCP_IPTC, "
          + "PhotoshopSettings, CameraSerialNumber, DNGPrivateData, RawDataUniqueID and 10 more"
      ])
  }

  /// Where maker's notes alone are too long for a JPEG, the rest has room.
  @Test func longMakerNotesLeaveRoomForTheRest() throws {
    var exif = EXIFBytes(isBigEndian: false)
    let notes = [UInt8](repeating: 90, count: 80_000)
    let details = exif.add([exif.undefined(0x927c, notes), exif.short(0xa001, 1)])
    exif.setFirst(exif.add([(0x10f, 2, 8, Array("a maker\0".utf8)), exif.long(0x8769, details)]))
    let outcome = try conversion.doublePNG([("eXIf", exif.bytes)], to: "jpg")
    #expect(contains(try #require(outcome.metadata.exif).bytes, "a maker"))
    #expect(outcome.report.warnings.isEmpty)
  }

  /// Removing from the details changes the other directory, which lies on them.
  @Test func directoriesThatOverlapLeaveNoPrivateTag() throws {
    var exif = EXIFBytes(isBigEndian: true)
    let details = exif.bytes.count
    // Read from the second byte of the count on, the same table has other entries.
    _ = exif.add([exif.long(0xa005, details + 2), (0xa430, 2, 1, [0]), exif.long(1, 0x0001_a430)])
    exif.setFirst(exif.add([exif.long(0x8769, details)]))
    let segment = JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif.bytes)
    let outcome = try conversion.doubleJPEG([segment], jfif: nil, to: "jpg")
    let left = outcome.metadata.exif?.directories.flatMap(\.entries).map(\.tag) ?? []
    #expect(!left.contains(0xa430))
  }

  private static let attributes = """
    xmlns:mm="http://ns.adobe.com/xap/1.0/mm/" xmlns:d="http://www.dji.com/drone-dji/1.0/" \
    xmlns:a="http://ns.adobe.com/exif/1.0/aux/" xmlns:p="http://ns.adobe.com/photoshop/1.0/" \
    xmlns:r="http://ns.adobe.com/camera-raw-settings/1.0/" \
    xmlns:v="http://ns.adobe.com/xmp/1.0/DynamicMedia/"
    """

  @Test(arguments: Conversion.directions, [false, true])
  func xmpLosesItsPrivateProperties(direction: Conversion.Direction, isExtended: Bool) throws {
    let packet = XMPPacket.sample(
      Self.attributes + #" p:City="secret" p:Credit="c" e:GPSLatitude="secret" a:Lens="l""#
        + #" mm:Whatever="secret" d:FlightYawDegree="secret" r:RawFileName="secret""#
        + #" v:shotLocation="secret" p:TransmissionReference="secret""#,
      """
      <a:SerialNumber>secret</a:SerialNumber><x:LocationShown><rdf:Bag><rdf:li>secret</rdf:li>\
      </rdf:Bag></x:LocationShown><mm:History><rdf:Seq/>secret</mm:History><p:Source>s</p:Source>
      """)
    let text = packet.bytes
    let chunk = ("iTXt", PNGText.chunkData(PNGText.xmpKeyword, utf8: text))
    var segments: [(UInt8, [UInt8])] = [(0xe1, XMPPacket.identifier + text)]
    if isExtended {
      let extended = ExtendedXMP(packet.unframed)
      segments = [(0xe1, XMPPacket.identifier + extended.mainPacket.bytes)]
      segments += extended.segments.map { ($0.marker, $0.data) }
    }
    let outcome = try double(direction, [chunk], segments)
    let left =
      try #require(outcome.metadata.xmp).bytes + (outcome.metadata.extendedXMP?.bytes ?? [])
    #expect(!contains(left, "secret"))
    #expect([#"p:Credit="c""#, #"a:Lens="l""#, "<p:Source>s<"].allSatisfy { contains(left, $0) })
    #expect(outcome.report.warnings.isEmpty && outcome.report.notes.count == 1)
  }

  @Test func numbersOfPacketsAreRemoved() throws {
    let text = String(decoding: XMPPacket.sample("").bytes, as: UTF8.self)
    var packet = XMPPacket(Array(text.replacing("about=\"\"", with: "about=\"uuid:1-2\"").utf8))
    #expect(packet.removePrivateProperties() == [])
    #expect(packet == XMPPacket.sample(""))
  }

  @Test(
    arguments: [
      [0, 60, 0, 97, 0, 62], Array("secret".utf8), Array("<a><p:City>secret".utf8),
    ] as [[UInt8]], ["jpg", "png"])
  func xmpThatCannotBeSearchedIsDropped(bytes: [UInt8], output: String) throws {
    let outcome = try double(("jpg", output), [], [(0xe1, XMPPacket.identifier + bytes)])
    #expect(outcome.metadata.xmp == nil)
    #expect(
      outcome.report.warnings == ["its XMP packet can't be searched for private data, dropped"])
  }

  private static func dataset(_ record: UInt8, _ number: UInt8, _ text: String) -> [UInt8] {
    [0x1c, record, number] + bigEndianBytes(text.utf8.count, count: 2) + Array(text.utf8)
  }

  private static let resources: [UInt8] = {
    let secret = IPTCData.privateDatasets.flatMap { record, numbers in
      numbers.keys.flatMap { dataset(record, $0, "secret") }
    }
    let long: [UInt8] = [0x1c, 2, 90, 0x80, 4] + bigEndianBytes(6) + Array("secret".utf8)
    let kept = dataset(2, 80, "a by-line") + dataset(2, 116, "a copyright")
    return PhotoshopBytes.resource(1028, secret + kept + long + [0, 0])
      + PhotoshopBytes.resource(1083, Array("secret".utf8))
      + PhotoshopBytes.resource(1034, [1]) + Array("PHUTsecret".utf8)
  }()

  @Test(arguments: Conversion.directions, ["iptc", "8bim"])
  func iptcLosesItsPrivateDatasets(direction: Conversion.Direction, name: String) throws {
    let text = PNGText.rawProfile(name, Self.resources)
    let segment = (UInt8(0xed), PhotoshopResources.identifier + Self.resources)
    let outcome = try double(direction, [("zTXt", text.data)], [segment])
    let kept =
      PhotoshopBytes.resource(
        1028, Self.dataset(2, 80, "a by-line") + Self.dataset(2, 116, "a copyright"))
      + PhotoshopBytes.resource(1034, [1])
    if direction.output == "jpg" {
      #expect(outcome.metadata.photoshop == [kept])
    } else {
      #expect(outcome.chunks == [PNGText.rawProfile("iptc", kept)])
    }
    #expect(outcome.report.warnings.isEmpty)
    #expect(outcome.report.notes.first?.hasPrefix("its private data are dropped: ") == true)
  }

  @Test(arguments: [[0x1c, 2, 90, 0, 9, 1], [0x1c, 2, 90, 0, 0, 7], [0x1c, 2, 90, 0x80, 9]])
  func iptcThatCannotBeSearchedIsDropped(data: [UInt8]) throws {
    let resources = PhotoshopBytes.resource(1028, data)
    let segment = (UInt8(0xed), PhotoshopResources.identifier + resources)
    let outcome = try double(("jpg", "png"), [], [segment])
    #expect(outcome.chunks.isEmpty)
    #expect(
      outcome.report.warnings == ["its IPTC data can't be searched for private data, dropped"])
  }

  @Test(arguments: ["png", "jpg"])
  func textsOfPrivateNamesAreDropped(output: String) throws {
    let keys = [
      "exif:GPSLatitude", "Location", "photoshop:City", "Camera serial number", "Thumb::URI",
      "svg:base-uri", "Raw profile type APP12", "Raw profile type iptc",
    ]
    let texts = (keys + ["Comment"]).map { ("tEXt", Array("\($0)\0text".utf8)) }
    let outcome = try conversion.doublePNG(
      texts + [("prVt", [1]), ("gIFx", Array("XMP DataXMP".utf8))], to: output)
    if output == "png" {
      #expect(outcome.chunks.map(\.data) == [Array("Comment\0text".utf8)])
    } else {
      #expect(outcome.metadata.comments == [Array("text".utf8)])
    }
    #expect(
      outcome.report.notes
        == ["its private data are dropped: \(keys.joined(separator: ", "))"])
  }

  @Test(
    arguments: [
      "GPSLatitude", "drone:GpsLongtitude", "a:bodyserialnumber", "CITY",
      "Iptc4xmpExt:PersonInImage", "dc:identifier", "Camera:CaptureUUID", "plus:LicensorImageID",
      "x:y:State",
    ])
  func namesArePrivateInEveryNamespaceAndCase(name: String) {
    #expect(PrivateNames.contains(name.utf8))
  }

  @Test(
    arguments: [
      "", ":", "dc:creator", "dc:title", "photoshop:Credit", "xmpRights:Owner", "Software",
      "aux:Lens", "xmpNote:HasExtendedXMP", "rdf:Description", "exif:DateTimeOriginal", "Statement",
    ])
  func otherNamesStay(name: String) {
    #expect(!PrivateNames.contains(name.utf8))
  }

  @Test(arguments: ["jpg", "png"])
  func whatNobodyCanSearchIsDropped(output: String) throws {
    let profile = try #require(ICCProfile(profileBytes("RGB ")))
    let segments = [
      JPEGSegment(marker: 0xec, data: Array("#S/N=1".utf8)),
      JPEGSegment(marker: JPEGSegment.comment, data: Array("a comment".utf8)),
    ]
    let outcome = try conversion.doubleJPEG(segments + profile.segments!, to: output)
    #expect(outcome.metadata.segments.isEmpty)
    #expect(outcome.metadata.iccProfile == profile.bytes)
    #expect(outcome.report.notes == ["its private data are dropped: application data"])
    #expect(
      output == "jpg"
        ? outcome.metadata.comments == [Array("a comment".utf8)]
        : outcome.data("tEXt") == [Array("Comment\0a comment".utf8)])
  }

  @Test func whereNothingIsPrivateNothingIsTold() throws {
    let outcome = try conversion.doublePNG([("tEXt", Array("Title\0a".utf8))], to: "png")
    #expect(outcome.chunks.count == 1)
    #expect(outcome.report.notes.isEmpty && outcome.report.warnings.isEmpty)
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    String(latin1: bytes).contains(text)
  }

  private func double(
    _ direction: Conversion.Direction, _ chunks: [(String, [UInt8])],
    _ segments: [(UInt8, [UInt8])]
  ) throws -> Conversion.Outcome {
    try direction.input == "png"
      ? conversion.doublePNG(chunks, to: direction.output)
      : conversion.doubleJPEG(
        segments.map { JPEGSegment(marker: $0.0, data: $0.1) }, to: direction.output)
  }
}
