import Testing

@testable import Upsample

/// What becomes of metadata that only PNG files have.
@Suite struct PNGMetadataTests {
  private let conversion = Conversion()

  private static let colours: [(String, [UInt8])] = [
    ("cICP", [9, 16, 0, 1]), ("mDCV", (1...24).map { $0 }), ("cLLI", (1...8).map { $0 }),
    ("sRGB", [3]), ("gAMA", [0, 0, 0x12, 0x34]), ("cHRM", (1...8).flatMap { bigEndianBytes($0) }),
  ]

  @Test func coloursAreKeptAndNoneInvented() throws {
    for colour in Self.colours {
      let outcome = try conversion.doublePNG([colour], to: "png")
      #expect(outcome.chunks == [PNGChunk(type: .init(stringLiteral: colour.0), data: colour.1)])
    }
    #expect(try conversion.doublePNG([], to: "png").chunks.isEmpty)
  }

  @Test func coloursOfWrongFormAreDropped() throws {
    let wrong: [(String, [UInt8])] = [
      ("cICP", [9]), ("mDCV", [1]), ("cLLI", []), ("sRGB", [4]), ("gAMA", [0, 0, 0, 0]),
      ("cHRM", [1]), ("bKGD", [1]), ("pHYs", [1, 2]), ("oFFs", [1]), ("sCAL", [1, 65, 0]),
      ("pCAL", [65, 0]),
    ]
    #expect(try conversion.doublePNG(wrong, to: "png").chunks.isEmpty)
  }

  @Test func coloursThatAJPEGCannotTellAreWarnedOf() throws {
    for colour in Self.colours {
      let warnings = try conversion.doublePNG([colour], to: "jpg").report.warnings
      let isWarned = ["cICP", "mDCV", "cLLI"].contains(colour.0)
      #expect(warnings.isEmpty != isWarned, "\(colour.0): \(warnings)")
    }
  }

  @Test(
    arguments: [
      (8, 2, [0, 1, 0, 2, 0, 3], [0, 1, 0, 2, 0, 3]), (4, 0, [0, 3], [0, 51]),
      (16, 6, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]), (2, 3, [1], [0, 7, 0, 8, 0, 9]),
    ] as [(UInt8, UInt8, [UInt8], [UInt8])])
  func backgroundFollowsTheColourType(
    depth: UInt8, color: UInt8, before: [UInt8], after: [UInt8]
  ) throws {
    let palette: [(String, [UInt8])] = color == 3 ? [("PLTE", [1, 2, 3, 7, 8, 9])] : []
    let outcome = try conversion.doublePNG(
      palette + [("bKGD", before)], depth: depth, color: color, to: "png")
    #expect(outcome.data("bKGD") == [after])
  }

  @Test func significantBitsAreKeptWhereAllAreSignificant() throws {
    func kept(_ data: [UInt8], depth: UInt8) throws -> [[UInt8]] {
      try conversion.doublePNG([("sBIT", data)], depth: depth, to: "png").data("sBIT")
    }
    #expect(try kept([16, 16, 16], depth: 16) == [[16, 16, 16]])
    #expect(try kept([16, 12, 16], depth: 16).isEmpty)
    #expect(try kept([5, 6, 5], depth: 8).isEmpty)
  }

  @Test func whatCountsPixelsFollowsTheSize() throws {
    let outcome = try conversion.doublePNG(
      [
        ("oFFs", bigEndianBytes(-3) + bigEndianBytes(5) + [0]),
        ("sCAL", [1] + Array("0.5\03e-2".utf8)),
        (
          "pCAL", Array("a\0".utf8) + [UInt8](repeating: 0, count: 8) + Array("\0\u{2}m\01\02".utf8)
        ),
      ], to: "png")
    #expect(outcome.data("oFFs") == [bigEndianBytes(-6) + bigEndianBytes(10) + [0]])
    #expect(outcome.data("sCAL") == [[1] + Array("0.25\00.015".utf8)])
    #expect(outcome.data("pCAL").count == 1)
    let micrometres = bigEndianBytes(-3) + bigEndianBytes(5) + [1]
    #expect(
      try conversion.doublePNG([("oFFs", micrometres)], to: "png").data("oFFs") == [micrometres])
  }

  @Test func whatDoesNotHoldAnyMoreIsDropped() throws {
    let stale = ["hIST", "sPLT", "sTER", "tIME", "vpAg", "prVT", "abCD"].map {
      ($0, [1] as [UInt8])
    }
    let outcome = try conversion.doublePNG(stale, to: "png")
    #expect(outcome.chunks.isEmpty && outcome.report.warnings.isEmpty)
  }

  @Test func unknownChunksThatAreSafeToCopyStayOnTheirSideOfThePixels() throws {
    let outcome = try conversion.doublePNG([("prVt", [1])], behind: [("abCd", [2])], to: "png")
    #expect(
      outcome.chunks == [
        PNGChunk(type: "prVt", data: [1]), PNGChunk(type: "abCd", data: [2], followsPixels: true),
      ])
    #expect(try conversion.doublePNG([("prVt", [1])], to: "jpg").segments.map(\.marker) == [0xe0])
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
        ("iTXt", Array("Comment\0\0\0\0\0é".utf8)), ("tEXt", Array("Software\0b".utf8)),
      ], to: "jpg")
    #expect(outcome.metadata.comments == [Array("é".utf8), Array("é".utf8)])
    #expect(outcome.report.warnings.isEmpty)
    #expect(
      outcome.report.notes == ["its text has no place in a JPEG, dropped: Title, Software"])
  }

  @Test(arguments: ["caBX", "dSIG"], ["png", "jpg"])
  func signaturesAreDroppedWithAWarning(type: String, output: String) throws {
    let outcome = try conversion.doublePNG([(type, [1])], to: output)
    #expect(outcome.chunks.isEmpty)
    #expect(outcome.report.warnings == ["its digital signature does not hold any more, dropped"])
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

  @Test(arguments: [false, true])
  func exifTooLongForAJPEGLosesTheMakersNotes(areNotesLast: Bool) throws {
    var bytes = EXIFBytes(isBigEndian: true)
    let notes = bytes.undefined(0x927c, [UInt8](repeating: 7, count: 70_000))
    if areNotesLast {
      bytes.setFirst(bytes.add([bytes.long(0x8769, 26)]))
      _ = bytes.add([notes])
    } else {
      let details = bytes.add([notes, bytes.short(0xa001, 1)])
      bytes.setFirst(bytes.add([bytes.long(0x8769, details), bytes.short(0x112, 1)]))
    }
    let outcome = try conversion.doublePNG([("eXIf", bytes.bytes)], to: "jpg")
    #expect(
      outcome.metadata.exif?.details?.entries.map(\.tag)
        == [0x9000, 0x9101, 0xa000, 0xa001, 0xa002, 0xa003])
    #expect(
      outcome.report.warnings
        == ["its EXIF data is too long for a JPEG, the maker's notes dropped"])
    #expect(
      try conversion.doublePNG([("eXIf", bytes.bytes)], to: "png").metadata.exif?.bytes
        == bytes.bytes)
  }

  @Test func exifTooLongWithoutMakersNotesIsDropped() throws {
    var bytes = EXIFBytes(isBigEndian: true)
    bytes.setFirst(bytes.add([(0x10f, 2, 70_000, [UInt8](repeating: 65, count: 70_000))]))
    let outcome = try conversion.doublePNG([("eXIf", bytes.bytes)], to: "jpg")
    #expect(outcome.metadata.exif == nil)
    #expect(outcome.report.warnings == ["its EXIF data is too long for a JPEG, dropped"])
  }
}
