import Testing

@testable import Upsample

@Suite struct PhotoshopResourcesTests {
  /// Density, IPTC data of an odd length, both thumbnails and a name of an even
  /// length.
  static let sample: [UInt8] =
    resource(1005, density(300, 72)) + resource(1028, [0x1c, 2, 5]) + resource(1036, [9, 9, 9])
    + resource(1033, [8]) + resource(1034, [1], name: "even")

  static func resource(_ number: Int, _ data: [UInt8], name: String = "") -> [UInt8] {
    let name = [UInt8(name.utf8.count)] + Array(name.utf8)
    return Array("8BIM".utf8) + bigEndianBytes(number, count: 2) + even(name)
      + bigEndianBytes(data.count) + even(data)
  }

  static func density(_ x: Int, _ y: Int) -> [UInt8] {
    bigEndianBytes(x << 16) + [0, 1, 0, 2] + bigEndianBytes(y << 16) + [0, 1, 0, 2]
  }

  private static func even(_ bytes: [UInt8]) -> [UInt8] {
    bytes.count % 2 == 0 ? bytes : bytes + [0]
  }

  @Test func thumbnailsAreRemoved() {
    var resources = PhotoshopResources(Self.sample)
    resources.removeThumbnails()
    #expect(
      resources.bytes
        == Self.resource(1005, Self.density(300, 72)) + Self.resource(1028, [0x1c, 2, 5])
        + Self.resource(1034, [1], name: "even"))
  }

  /// Every second of many, which would take an hour where each moved what follows.
  @Test func manyThumbnailsAreRemoved() {
    let (kept, thumbnail) = (Self.resource(1028, []), Self.resource(1036, []))
    var resources = PhotoshopResources((0..<100_000).flatMap { _ in kept + thumbnail })
    resources.removeThumbnails()
    #expect(resources.bytes.count == 100_000 * kept.count)
  }

  @Test func densitiesAreMultipliedAndTurned() {
    var resources = PhotoshopResources(Self.sample)
    resources.multiplyDensity(x: 2, y: Ratio(3, 2))
    #expect(resources.bytes.starts(with: Self.resource(1005, Self.density(600, 108))))
    resources.swapDensities()
    #expect(resources.bytes.starts(with: Self.resource(1005, Self.density(108, 600))))
    #expect(resources.bytes.dropFirst(28) == Self.sample.dropFirst(28))
  }

  @Test func whatCannotBeReadStays() {
    for rest in [
      [], Array("8BIM".utf8), Array("8BIN".utf8) + [4, 9, 0, 0, 0, 0, 0, 0],
      Array("8BIM".utf8) + [4, 9, 0, 0, 0xff, 0xff, 0xff, 0xff],
      Array("8BIM\\u{4}\\u{9}\\u{7f}".utf8),
    ] {
      let whole = Self.resource(1028, [1]) + rest
      var resources = PhotoshopResources(whole)
      resources.removeThumbnails()
      resources.multiplyDensity(x: 2, y: 2)
      #expect(resources.bytes == whole)
    }
  }

  @Test func iptcDataComesOnce() {
    let other = Self.resource(1028, [7]) + Self.resource(1000, [1])
    var resources = PhotoshopResources(Self.resource(1028, [1]))
    resources.append(PhotoshopResources(other))
    #expect(resources.bytes == Self.resource(1028, [1]) + Self.resource(1000, [1]))
    var none = PhotoshopResources([])
    none.append(PhotoshopResources(other))
    #expect(none.bytes == other)
  }

  @Test func textHoldsResourcesInThreeForms() {
    let resources = PhotoshopResources(Self.resource(1028, [1, 2, 3]))
    #expect(PhotoshopResources(text: [1, 2, 3]) == resources)
    #expect(PhotoshopResources(text: resources.bytes) == resources)
    #expect(PhotoshopResources(text: PhotoshopResources.identifier + resources.bytes) == resources)
  }
}
