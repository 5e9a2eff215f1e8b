import TestSupport
import Testing
import Upsample

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct JPEGMarkersTests {
  @Test func segmentsAreReadInOrderUpToTheScan() {
    let segments = [
      JPEGSegment(marker: 0xe0, data: [1]), JPEGSegment(marker: 0xfe, data: []),
      JPEGSegment(marker: 0xef, data: [2, 3]),
    ]
    let bytes = jpegBytes(segments + [JPEGSegment(marker: 0xdb, data: [9])])
    let after: [UInt8] = [0xff, 0xe1, 0, 3, 1]
    #expect(JPEGMarkers(ByteWindow(bytes + after)).segments == segments)
  }

  @Test func fillBytesAndStrayBytesArePassedOver() {
    let bytes: [UInt8] = [
      0xff, 0xd8, 0xff, 0xff, 0xff, 0xe3, 0, 3, 7, 1, 2, 0xff, 0x01, 0xff, 0xfe, 0, 3, 8,
    ]
    #expect(
      JPEGMarkers(ByteWindow(bytes)).segments == [
        JPEGSegment(marker: 0xe3, data: [7]), JPEGSegment(marker: 0xfe, data: [8]),
      ])
  }

  @Test(arguments: [[], [0xff], [0xff, 0xe1], [0xff, 0xe1, 0, 1], [0xff, 0xe1, 0, 9, 1, 2]])
  func filesThatEndTooEarlyEndThere(rest: [UInt8]) {
    #expect(JPEGMarkers(ByteWindow([0xff, 0xd8] + rest)).segments.isEmpty)
  }

  @Test(arguments: [1, 100, 16_382, 16_383, 16_384, 16_385, 3 << 20])
  func fillBytesMayBeMany(count: Int) {
    let bytes = [0xff, 0xd8] + [UInt8](repeating: 0xff, count: count) + [0xff, 0xe3, 0, 3, 7]
    #expect(
      JPEGMarkers(ByteWindow(bytes)).segments == [JPEGSegment(marker: 0xe3, data: [7])])
  }

  @Test func moreFillBytesThanMetadataMayHaveIsTooMuch() {
    let fill = [UInt8](repeating: 0xff, count: 800)
    let segment: [UInt8] = [0xff, 0xe3, 0, 3, 7]
    let bytes = [0xff, 0xd8] + fill + segment + fill + segment
    #expect(JPEGMarkers(ByteWindow(bytes), limit: 1600).excess == nil)
    let file = JPEGMarkers(ByteWindow(bytes), limit: 1599)
    #expect(file.segments.count == 1)
    #expect(
      file.excess
        == MetadataExcess(
          quantity: "bytes or more between its segments", value: 1600, limit: 1599))
  }

  /// As libjpeg reads them: what follows such a length is taken for the next segment.
  @Test(arguments: [0, 1] as [UInt8], [0xe1, 0xe0, 0xfe] as [UInt8])
  func segmentsWithoutALengthAreEmpty(length: UInt8, marker: UInt8) {
    let bytes: [UInt8] = [0xff, 0xd8, 0xff, marker, 0, length, 0xff, 0xe3, 0, 3, 7]
    #expect(
      JPEGMarkers(ByteWindow(bytes)).segments == [JPEGSegment(marker: 0xe3, data: [7])])
  }

  /// Metadata behind either would be lost, and a phone's picture stay on its side.
  @Test(
    arguments: [
      [UInt8](repeating: 0xff, count: 3 << 19), [0xff, 0xe5, 0, 0, 0xff, 0xfe, 0, 1],
    ])
  func picturesAreTurnedWhateverStandsBeforeTheirOrientation(obstacle: [UInt8]) throws {
    let folder = try TestFolder()
    let layout = ImageLayout(width: 6, height: 4, channels: 3, depth: .eight)
    var metadata = OutputMetadata()
    let exif = EXIFBytes.camera(isBigEndian: true, orientation: 6).bytes
    metadata.segments = [JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif)]
    metadata.jfif = nil
    let sink = try JPEGSink(
      OutputFile(.file(folder["in.jpg"])), layout: layout, manner: .quality(90),
      metadata: metadata)
    try writeImage(MemoryImage(noise: layout, seed: 1), to: sink)
    let whole = try #require(folder.read("in.jpg"))
    let bytes = Array(whole.prefix(2)) + obstacle + whole.dropFirst(2)
    let path = try folder.write(bytes, to: "in.jpg")
    _ = try upsample(.file(path), to: .file(folder["out.png"]), options: UpsampleOptions())
    #expect(try readImage(folder["out.png"]).layout.width == 8)
  }
}
