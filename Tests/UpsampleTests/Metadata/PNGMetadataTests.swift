import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

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
      ("pCAL", [65, 0]), ("gAMA", [0x80, 0, 0, 0]),
      ("cHRM", bigEndianBytes(70_000) + bigEndianBytes(40_000) + [UInt8](repeating: 0, count: 24)),
      (
        "pCAL",
        Array(" a\0".utf8) + [UInt8](repeating: 0, count: 8) + Array("\0\u{2}m\01\02".utf8)
      ),
    ]
    #expect(try conversion.doublePNG(wrong, to: "png").chunks.isEmpty)
  }

  @Test func coloursThatAJPEGCannotTellAreWarnedOf() throws {
    for colour in Self.colours {
      let warnings = try conversion.doublePNG([colour], to: "jpg").report.warnings
      #expect(warnings.count == (colour.0 == "sRGB" ? 0 : 1), "\(colour.0): \(warnings)")
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
    let stale = ["hIST", "sPLT", "sTER", "tIME", "vpAg", "npTc", "prVT", "abCD"].map {
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
    let several = try conversion.doublePNG([("prVt", [1]), ("prVt", [2])], to: "png")
    #expect(several.data("prVt") == [[1], [2]])
  }

  @Test func publicNamesThatNobodyKnowsAreDropped() throws {
    let outcome = try conversion.doublePNG(
      [
        ("puBL", [1]), ("pUBl", [2]), ("prvt", [3]), ("gIFg", [4]), ("gIFg", [1, 0, 0, 5]),
        ("gIFx", [5]), ("gIFt", [6]), ("fRAc", [7]),
      ], to: "png")
    #expect(outcome.chunks.isEmpty, "the first gIFg counts, which is broken")
    let known: [(String, [UInt8])] = [
      ("gIFg", [1, 0, 0, 5]), ("gIFx", Array("NETSCAPE2.0".utf8)),
    ]
    #expect(try conversion.doublePNG(known, to: "png").chunks.map(\.data) == known.map(\.1))
  }

  @Test func whatHasToStandBeforeThePixelsDoes() throws {
    let late: [(String, [UInt8])] = [
      ("oFFs", bigEndianBytes(3) + bigEndianBytes(5) + [1]), ("gAMA", [0, 0, 0, 9]),
      ("sCAL", [1] + Array("1\01".utf8)), ("pHYs", bigEndianBytes(9) + bigEndianBytes(9) + [1]),
    ]
    let outcome = try conversion.doublePNG([], behind: late, to: "png")
    #expect(outcome.chunks.map(\.type) == ["gAMA", "pHYs", "oFFs", "sCAL"])
    #expect(outcome.chunks.allSatisfy { !$0.followsPixels })
  }

  @Test func aProfileComesBeforeSRGB() throws {
    let profile = Array("a\0\0".utf8) + zlibCompressed(profileBytes("RGB "))
    let outcome = try conversion.doublePNG([("sRGB", [1]), ("iCCP", profile)], to: "png")
    #expect(outcome.chunks.map(\.type) == ["iCCP"])
    let foreign = Array("a\0\0".utf8) + zlibCompressed(profileBytes("GRAY"))
    #expect(
      try conversion.doublePNG([("sRGB", [1]), ("iCCP", foreign)], to: "png").chunks.map(\.type)
        == ["sRGB"])
  }

  @Test(arguments: ["caBX", "dSIG"], ["png", "jpg"])
  func signaturesAreDroppedWithAWarning(type: String, output: String) throws {
    let outcome = try conversion.doublePNG([(type, [1])], to: output)
    #expect(outcome.chunks.isEmpty)
    #expect(outcome.report.warnings == ["its digital signature does not hold any more, dropped"])
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
