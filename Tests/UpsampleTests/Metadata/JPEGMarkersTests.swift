import Testing

@testable import Upsample

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
}
