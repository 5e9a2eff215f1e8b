import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

/// What becomes of text in PNG files, and of what is text there in disguise.
@Suite struct TextMetadataTests {
  private let conversion = Conversion()

  @Test func keywordsAreMended() throws {
    let outcome = try conversion.doublePNG(
      [
        ("tEXt", Array(" Two \u{1}  words \0a".utf8) + [0, 66]), ("tEXt", Array("  \0b".utf8)),
        ("zTXt", Array("A  b\0\0".utf8) + zlibCompressed([65])),
        ("iTXt", Array("C \0\0\0de\0\0c".utf8)),
      ], to: "png")
    #expect(
      outcome.chunks.map(\.data) == [
        Array("Two words\0aB".utf8), Array("A b\0\0".utf8) + zlibCompressed([65]),
        Array("C\0\0\0de\0\0c".utf8),
      ])
    let profile = Array("  a  b\0\0".utf8) + zlibCompressed(profileBytes("RGB "))
    #expect(
      try conversion.doublePNG([("iCCP", profile)], to: "png").metadata.profile?.name == "a b")
  }

  @Test func textIsKeptInOrder() throws {
    let texts: [(String, [UInt8])] = [
      ("tEXt", Array("Title\0a".utf8)),
      ("zTXt", Array("Author\0\0".utf8) + zlibCompressed([65])),
      ("iTXt", Array("Comment\0\0\0de\0\0b".utf8)),
    ]
    let outcome = try conversion.doublePNG(texts, behind: [texts[0]], to: "png")
    #expect(outcome.chunks.map(\.data) == texts.map(\.1) + [texts[0].1])
    #expect(outcome.chunks.map(\.followsPixels) == [false, false, false, true])
  }

  @Test func textsThatAreBrokenOrTooLargeAreDropped() throws {
    let large = Array("A\0\0".utf8) + zlibCompressed([UInt8](repeating: 65, count: 5 << 20))
    let outcome = try conversion.doublePNG(
      [
        ("tEXt", Array("no zero".utf8)), ("zTXt", large), ("zTXt", large),
        ("tEXt", Array("B\0small".utf8)), ("zTXt", Array("C\0\0zz".utf8)),
      ], to: "png")
    #expect(outcome.chunks.map(\.type) == ["zTXt", "tEXt"])
    #expect(
      outcome.report.warnings == ["its text is broken or beyond 8388608 bytes, dropped in part"])
  }

  @Test func commentsBecomeThoseOfAJPEG() throws {
    let outcome = try conversion.doublePNG(
      [
        ("tEXt", Array("Comment\0".utf8) + [0xe9]), ("tEXt", Array("Title\0a".utf8)),
        ("iTXt", Array("comment\0\0\0\0\0é".utf8)), ("tEXt", Array("Software\0b".utf8)),
      ], to: "jpg")
    #expect(outcome.metadata.comments == [Array("é".utf8), Array("é".utf8)])
    #expect(outcome.report.warnings.isEmpty)
    #expect(
      outcome.report.notes == ["its text has no place in a JPEG, dropped: Title, Software"])
  }

  @Test func iptcInTextBecomesASegment() throws {
    let resources = Array("8BIM".utf8) + [4, 4, 0, 0, 0, 0, 0, 2, 0x1c, 2]
    for (name, bytes) in [("iptc", resources), ("8bim", resources), ("iptc", [0x1c, 2])] {
      let chunk = PNGText.rawProfile(name, bytes)
      let outcome = try conversion.doublePNG([("zTXt", chunk.data)], to: "jpg")
      #expect(outcome.metadata.photoshop == [resources])
      #expect(outcome.report.notes.isEmpty)
      #expect(try conversion.doublePNG([("zTXt", chunk.data)], to: "png").chunks == [chunk])
    }
  }

  @Test func iptcThatIsThereTwiceBecomesOne() throws {
    let iptc = PhotoshopBytes.resource(1028, [0x1c, 2])
    let chunks = [PNGText.rawProfile("8bim", iptc), PNGText.rawProfile("iptc", [0x1c, 2])]
    let outcome = try conversion.doublePNG(chunks.map { ("zTXt", $0.data) }, to: "jpg")
    #expect(outcome.metadata.photoshop == [iptc])
  }

  @Test(arguments: ["png", "jpg"])
  func thumbnailsInTextAreDropped(output: String) throws {
    let chunk = PNGText.rawProfile("8bim", PhotoshopBytes.sample)
    let outcome = try conversion.doublePNG([("zTXt", chunk.data)], to: output)
    var resources = PhotoshopResources(PhotoshopBytes.sample)
    resources.removeThumbnails()
    if output == "png" {
      #expect(outcome.chunks == [PNGText.rawProfile("8bim", resources.bytes)])
    } else {
      #expect(outcome.metadata.photoshop == [resources.bytes])
    }
  }

  /// Programs write a word or two before the number of bytes, and lines of any
  /// length.
  @Test(arguments: ["zTXt", "tEXt"], ["\nexif\n      ", "\nEXIF profile\n"])
  func exifInTextIsTaken(type: String, head: String) throws {
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 1).bytes
    let digits = exif.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let text = Array("\(head)\(exif.count)\n\(digits.prefix(72))\n\(digits.dropFirst(72))\n".utf8)
    let body = type == "tEXt" ? text : [0] + zlibCompressed(text)
    let outcome = try conversion.doublePNG(
      [(type, Array("Raw profile type APP1\0".utf8) + body)], to: "png")
    #expect(outcome.chunks.map(\.type) == ["eXIf"])
    #expect(outcome.metadata.exif?.details?.entries.count == 4)
  }

  @Test func profilesInTextAreTaken() throws {
    let profile = profileBytes("RGB ")
    let chunk = PNGText.rawProfile("icc", profile)
    conversion.options.metadata = .strip
    let outcome = try conversion.doublePNG([("zTXt", chunk.data)], to: "png")
    #expect(outcome.chunks.map(\.type) == ["iCCP"])
    #expect(outcome.metadata.iccProfile == profile)
    let broken = try conversion.doublePNG(
      [("zTXt", PNGText.rawProfile("icc", [1]).data)], to: "jpg")
    #expect(broken.metadata.profile == nil)
    conversion.options.metadata = .keep
    #expect(
      try conversion.doublePNG([("zTXt", PNGText.rawProfile("icc", [1]).data)], to: "jpg").report
        .warnings == ["its colour profile is broken, dropped"])
  }
}
