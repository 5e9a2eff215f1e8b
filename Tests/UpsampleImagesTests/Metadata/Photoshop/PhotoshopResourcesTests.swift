import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PhotoshopResourcesTests {
  /// Density, IPTC data of an odd length, both thumbnails and a name of an even
  /// length.
  /// Every second of many, which would take an hour where each moved what follows.
  @Test func manyThumbnailsAreRemoved() {
    let (kept, thumbnail) = (PhotoshopBytes.resource(1028, []), PhotoshopBytes.resource(1036, []))
    var resources = PhotoshopResources((0..<100_000).flatMap { _ in kept + thumbnail })
    resources.removeThumbnails()
    #expect(resources.bytes.count == 100_000 * kept.count)
  }

  @Test func thumbnailsAreRemoved() {
    var resources = PhotoshopResources(PhotoshopBytes.sample)
    resources.removeThumbnails()
    #expect(
      resources.bytes
        == PhotoshopBytes.resource(1005, PhotoshopBytes.density(300, 72))
        + PhotoshopBytes.resource(1028, [0x1c, 2, 5])
        + PhotoshopBytes.resource(1034, [1], name: "even"))
  }

  @Test func densitiesAreMultipliedAndTurned() {
    var resources = PhotoshopResources(PhotoshopBytes.sample)
    resources.multiplyDensity(x: 2, y: Ratio(3, 2))
    #expect(
      resources.bytes.starts(with: PhotoshopBytes.resource(1005, PhotoshopBytes.density(600, 108))))
    resources.swapDensities()
    #expect(
      resources.bytes.starts(with: PhotoshopBytes.resource(1005, PhotoshopBytes.density(108, 600))))
    #expect(resources.bytes.dropFirst(28) == PhotoshopBytes.sample.dropFirst(28))
  }

  @Test func whatCannotBeReadStays() {
    for rest in [
      [], Array("8BIM".utf8), Array("8BIN".utf8) + [4, 9, 0, 0, 0, 0, 0, 0],
      Array("8BIM".utf8) + [4, 9, 0, 0, 0xff, 0xff, 0xff, 0xff],
      Array("8BIM\\u{4}\\u{9}\\u{7f}".utf8),
    ] {
      let whole = PhotoshopBytes.resource(1028, [1]) + rest
      var resources = PhotoshopResources(whole)
      resources.removeThumbnails()
      resources.multiplyDensity(x: 2, y: 2)
      #expect(resources.bytes == whole)
    }
  }

  @Test func iptcDataComesOnce() {
    let other = PhotoshopBytes.resource(1028, [7]) + PhotoshopBytes.resource(1000, [1])
    var resources = PhotoshopResources(PhotoshopBytes.resource(1028, [1]))
    resources.append(PhotoshopResources(other))
    #expect(
      resources.bytes == PhotoshopBytes.resource(1028, [1]) + PhotoshopBytes.resource(1000, [1]))
    var none = PhotoshopResources([])
    none.append(PhotoshopResources(other))
    #expect(none.bytes == other)
  }

  @Test func textHoldsResourcesInThreeForms() {
    let resources = PhotoshopResources(PhotoshopBytes.resource(1028, [1, 2, 3]))
    #expect(PhotoshopResources(text: [1, 2, 3]) == resources)
    #expect(PhotoshopResources(text: resources.bytes) == resources)
    #expect(PhotoshopResources(text: PhotoshopResources.identifier + resources.bytes) == resources)
  }
}
