import Testing

@testable import Upsample

@Suite struct PictureDifferenceTests {
  @Test(arguments: [ImageLayout.Depth.eight, .sixteen])
  func findsTheWorstPlace(_ depth: ImageLayout.Depth) throws {
    let layout = ImageLayout(width: 5, height: 7, channels: 3, depth: depth)
    let image = MemoryImage(
      layout: layout, samples: Array(repeating: 100, count: 5 * 7 * 3))
    var changed = image
    changed.samples[(2 * 5 + 4) * 3 + 1] = 97
    changed.samples[(3 * 5 + 1) * 3 + 2] = 140
    changed.samples[(3 * 5 + 1) * 3] = 99
    let heatMap = MemorySink(segmentRows: 3)
    let difference = try comparePictures(
      MemorySource(image), MemorySource(changed), heatMap: heatMap)
    #expect(difference.maximum == 40)
    #expect(difference.worst == PictureDifference.Place(row: 3, column: 1))
    #expect(difference.differingPixels == 2)
    #expect(heatMap.isFinished)
    let hot = (0..<5 * 7).filter { heatMap.bytes[3 * $0..<3 * $0 + 3].contains { $0 > 0 } }
    #expect(hot == [2 * 5 + 4, 3 * 5 + 1])
  }

  @Test func findsNothingInEqualPictures() throws {
    let image = MemoryImage(
      noise: ImageLayout(width: 3, height: 2, channels: 4, depth: .eight), seed: 2)
    let difference = try comparePictures(MemorySource(image), MemorySource(image))
    #expect(difference == PictureDifference())
  }

  @Test func heatMapsShowWhereAndHowMuch() throws {
    #expect(heatMapPixel(0, of: 255) == [0, 0, 0])
    #expect(heatMapPixel(1, of: 255) == [0, 0, 191])
    #expect(heatMapPixel(255, of: 255) == [255, 255, 255])
    #expect(heatMapPixel(65535, of: 65535) == [255, 255, 255])
  }
}
