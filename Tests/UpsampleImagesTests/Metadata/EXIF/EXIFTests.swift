import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct EXIFTests {
  @Test(arguments: [false, true], 0...9)
  func orientationsOutsideTheirRangeAreNone(isBigEndian: Bool, orientation: Int) throws {
    let bytes = EXIFBytes.camera(isBigEndian: isBigEndian, orientation: orientation).bytes
    let exif = try #require(EXIF(bytes))
    #expect(exif.orientation?.rawValue == ((1...8).contains(orientation) ? orientation : nil))
    #expect(exif.isSRGB)
    #expect(EXIF(EXIF.identifier + bytes) == exif)
  }

  @Test(arguments: [false, true])
  func valuesAreChangedWhereTheyStand(isBigEndian: Bool) throws {
    let before = EXIFBytes.camera(isBigEndian: isBigEndian).bytes
    var exif = try #require(EXIF(before))
    exif.setOrientation(.topLeft)
    exif.setSize(width: 600, height: 70_000)
    let after = try #require(EXIF(exif.bytes))
    #expect(after.orientation == .topLeft)
    #expect(after.picture.entries(of: .imageWidth).map { after.value(of: $0) } == [600])
    #expect(after.picture.entries(of: .imageLength).map { after.value(of: $0) } == [70_000])
    let details = try #require(after.details)
    #expect(details.entries(of: .pixelXDimension).map { after.value(of: $0) } == [600])
    #expect(details.entries(of: .pixelYDimension).map { after.value(of: $0) } == [70_000])
    let changed = zip(before, after.bytes).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    #expect(before.count == after.bytes.count && changed.count <= 14, "\(changed)")
  }

  @Test(arguments: [
    [], [0x49, 0x49, 42, 0], [0x49, 0x49, 42, 0, 0xff, 0xff, 0xff, 0xff, 0, 0],
    [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0xff, 0xff, 0, 0], Array("Exif\0\0".utf8),
  ])
  func dataWhoseFirstDirectoryIsNotThereIsNone(bytes: [UInt8]) {
    #expect(EXIF(bytes) == nil)
  }

  @Test func directoriesThatLeadToThemselvesEnd() throws {
    var bytes = EXIFBytes(isBigEndian: true)
    let first = bytes.add([bytes.long(0x8769, 8), bytes.short(0x112, 3)])
    bytes.setFirst(first)
    bytes.link(first, entryCount: 2, to: first)
    var exif = try #require(EXIF(bytes.bytes))
    #expect(exif.orientation == .bottomRight)
    exif.setSize(width: 9, height: 9)
    #expect(exif.bytes == bytes.bytes)
  }

  @Test(arguments: [false, true])
  func thumbnailIsCutOffAndMakerNotesStay(isBigEndian: Bool) throws {
    let before = EXIFBytes.camera(isBigEndian: isBigEndian).bytes
    var exif = try #require(EXIF(before))
    exif.removeThumbnail()
    let after = try #require(EXIF(exif.bytes))
    #expect(after.number(at: after.picture.link!, count: 4) == 0)
    #expect(!contains(after.bytes, "thumbnail"))
    #expect(after.bytes.count < before.count - 40)
    let notes = try #require(after.details?.entries(of: .makerNote).first?.values)
    #expect(EXIF(before)?.details?.entries(of: .makerNote).first?.values == notes)
    #expect(Array(after.bytes[notes]) == Array("maker notes, 23 bytes\0\0".utf8))
    #expect(Array(after.bytes.dropFirst(8).prefix(80)) == Array(before.dropFirst(8).prefix(80)))
  }

  @Test func thumbnailsThatLieOnOtherValuesTakeNothingAlong() throws {
    var bytes = EXIFBytes(isBigEndian: true)
    let first = bytes.add([(0x10f, 2, 7, Array("Camera\0".utf8))])
    bytes.setFirst(first)
    let end = bytes.bytes.count + bytes.bytes.count % 2
    let second = bytes.add([bytes.long(0x201, 0), bytes.long(0x202, end)])
    bytes.link(first, entryCount: 1, to: second)
    bytes.append(Array("what nobody knows".utf8))
    var exif = try #require(EXIF(bytes.bytes))
    exif.removeThumbnail()
    #expect(exif.bytes.count == bytes.bytes.count)
    #expect(contains(exif.bytes, "Camera\0") && contains(exif.bytes, "what nobody knows"))
  }

  @Test(arguments: [false, true])
  func whatIsBehindMakerNotesMovesUpWhenTheyAreRemoved(isBigEndian: Bool) throws {
    var bytes = EXIFBytes.camera(isBigEndian: isBigEndian)
    bytes.append([1])
    var exif = try #require(EXIF(bytes.bytes))
    exif.removeThumbnail()
    let before = exif.bytes.count
    exif.removeMakerNote()
    let after = try #require(EXIF(exif.bytes))
    #expect(after == exif)
    #expect(after.details?.entries.map(\.tag) == [0xa001, 0xa002, 0xa003])
    #expect(after.orientation == .rightTop && after.isSRGB)
    #expect(after.density == PixelDensity(x: 72, y: 72, unit: .inch))
    let make = try #require(after.picture.entries.first { $0.tag == 0x10f }?.values)
    #expect(after.bytes[make].elementsEqual("Camera\0".utf8))
    #expect(!contains(after.bytes, "maker"))
    #expect(after.bytes.count == before - 22, "23 bytes, of which an even number goes")
  }

  @Test func allDirectoriesBehindTheFirstGo() throws {
    var bytes = EXIFBytes(isBigEndian: false)
    let first = bytes.add([(0x10f, 2, 7, Array("Camera\0".utf8))])
    bytes.setFirst(first)
    let second = bytes.add([(0x10f, 2, 7, Array("second\0".utf8))])
    bytes.link(first, entryCount: 1, to: second)
    bytes.link(second, entryCount: 1, to: bytes.add([(0x10f, 2, 6, Array("third\0".utf8))]))
    var exif = try #require(EXIF(bytes.bytes))
    exif.removeThumbnail()
    #expect(contains(exif.bytes, "Camera"))
    #expect(!contains(exif.bytes, "second") && !contains(exif.bytes, "third"))
  }

  @Test func linksThatLeadNowhereStay() throws {
    var bytes = EXIFBytes(isBigEndian: false)
    let first = bytes.add([bytes.short(0x112, 1)])
    bytes.setFirst(first)
    bytes.link(first, entryCount: 1, to: 9999)
    var exif = try #require(EXIF(bytes.bytes))
    exif.removeThumbnail()
    #expect(exif.bytes == bytes.bytes)
  }

  @Test func thumbnailsOnDirectoriesOfSamplesTakeNothingAlong() throws {
    var bytes = EXIFBytes(isBigEndian: true)
    let samples = bytes.add([(0x10f, 2, 8, Array("samples\0".utf8))])
    let first = bytes.add([bytes.long(0x14a, samples)])
    bytes.setFirst(first)
    let second = bytes.add([bytes.long(0x201, 8), bytes.long(0x202, 40)])
    bytes.link(first, entryCount: 1, to: second)
    var exif = try #require(EXIF(bytes.bytes))
    exif.removeThumbnail()
    #expect(contains(exif.bytes, "samples"))
  }

  @Test func densityIsReadMultipliedAndTurned() throws {
    var bytes = EXIFBytes(isBigEndian: false)
    let first = bytes.add([
      bytes.rational(0x11a, 300, 1), bytes.rational(0x11b, 720_000, 10_000), bytes.short(0x128, 3),
    ])
    bytes.setFirst(first)
    var exif = try #require(EXIF(bytes.bytes))
    #expect(exif.density == PixelDensity(x: 300, y: 72, unit: .centimetre))
    exif.multiplyDensity(x: Ratio(3, 2), y: 2)
    #expect(exif.density == PixelDensity(x: 450, y: 144, unit: .centimetre))
    exif.swapDensities()
    #expect(exif.density == PixelDensity(x: 144, y: 450, unit: .centimetre))
  }

  @Test(arguments: [false, true])
  func jpegFilesGetTheTagsThatTheyNeedAndNoOthers(isBigEndian: Bool) throws {
    var bytes = EXIFBytes(isBigEndian: isBigEndian)
    let details = bytes.add([
      bytes.undefined(0x927c, Array("maker notes".utf8)), bytes.short(0xa001, 2),
    ])
    bytes.setFirst(
      bytes.add([
        bytes.short(0x100, 6), bytes.short(0x103, 6), (0x10f, 2, 7, Array("Camera\0".utf8)),
        bytes.short(0x112, 3), bytes.long(0x8769, details), bytes.long(0x8825, 1 << 30),
        bytes.undefined(0x9999, [1]),
      ]))
    var exif = try #require(EXIF(bytes.bytes))
    let layout = ImageLayout(width: 70_000, height: 8, channels: 3, depth: .eight)
    exif.fitJPEG(layout, density: JFIFDensity(unit: 2, x: 10, y: 20), isSRGB: true)
    let after = try #require(EXIF(exif.bytes))
    #expect(after == exif)
    #expect(
      after.picture.entries.map(\.tag)
        == [0x10f, 0x112, 0x11a, 0x11b, 0x128, 0x213, 0x8769, 0x9999], "no dead pointer")
    #expect(after.orientation == .bottomRight)
    #expect(after.density == PixelDensity(x: 10, y: 20, unit: .centimetre))
    let found = try #require(after.details)
    #expect(
      found.entries.map(\.tag) == [0x9000, 0x9101, 0x927c, 0xa000, 0xa001, 0xa002, 0xa003])
    #expect(found.entries.suffix(3).map { after.value(of: $0) } == [2, 70_000, 8])
    #expect(
      found.entries.map { Array(after.bytes[$0.values!]) }[..<2] == [
        Array("0232".utf8), [1, 2, 3, 0],
      ])
    let notes = try #require(found.entries(of: .makerNote).first?.values)
    #expect(after.bytes[notes].elementsEqual("maker notes".utf8))
    #expect(notes == EXIF(bytes.bytes)?.details?.entries.first?.values, "not moved")
    var again = after
    again.fitJPEG(layout, density: .unknown, isSRGB: false)
    #expect(again == after)
  }

  @Test func jpegFilesGetTheDensityThatStandsForTheUnknown() throws {
    var bytes = EXIFBytes(isBigEndian: true)
    bytes.setFirst(bytes.add([bytes.short(0x112, 1), bytes.long(0x8769, 8)]))
    var exif = try #require(EXIF(bytes.bytes))
    let layout = ImageLayout(width: 3, height: 8, channels: 1, depth: .eight)
    exif.fitJPEG(layout, density: .unknown, isSRGB: true)
    #expect(exif.density == PixelDensity(x: 72, y: 72, unit: .inch))
    #expect(exif.details == nil && exif.picture.entries(of: .exifDirectory).isEmpty)
  }

  @Test func productsOfFractionsFitIn32Bits() {
    #expect(Fraction(300, 1, times: Ratio(3, 2)) == Fraction(450, 1, times: 1))
    for fraction in [
      Fraction(4_294_967_295, 1, times: Ratio(1_000_003, 1_000_001)),
      Fraction(1, 4_294_967_295, times: Ratio(1_000_003, 1_000_001)),
      Fraction(4_000_000_007, 3_999_999_979, times: Ratio(1_000_003, 1_000_001)),
      Fraction(4_294_967_295, 4_294_967_291, times: Ratio(.max, .max - 1)),
    ] {
      #expect((0...4_294_967_295).contains(fraction.numerator))
      #expect((1...4_294_967_295).contains(fraction.denominator))
    }
    let near = Fraction(4_000_000_007, 3_999_999_979, times: Ratio(1_000_003, 1_000_001))
    #expect(abs(Double(near.numerator) / Double(near.denominator) - 1.000002) < 1e-6)
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    String(latin1: bytes).contains(text)
  }
}
