import Testing

@testable import Upsample

@Suite struct EXIFTests {
  @Test(arguments: [false, true], 0...9)
  func orientationsOutsideTheirRangeAreNone(isBigEndian: Bool, orientation: Int) throws {
    let bytes = EXIFBytes.camera(isBigEndian: isBigEndian, orientation: orientation).bytes
    let exif = try #require(EXIF(bytes))
    #expect(exif.orientation == ((1...8).contains(orientation) ? orientation : nil))
    #expect(exif.isSRGB)
    #expect(EXIF(EXIF.identifier + bytes) == exif)
  }

  @Test(arguments: [false, true])
  func valuesAreChangedWhereTheyStand(isBigEndian: Bool) throws {
    let before = EXIFBytes.camera(isBigEndian: isBigEndian).bytes
    var exif = try #require(EXIF(before))
    exif.setOrientation(1)
    exif.setSize(width: 600, height: 70_000)
    let after = try #require(EXIF(exif.bytes))
    #expect(after.orientation == 1)
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
    #expect(exif.orientation == 3)
    exif.setSize(width: 9, height: 9)
    #expect(exif.bytes == bytes.bytes)
  }
}
