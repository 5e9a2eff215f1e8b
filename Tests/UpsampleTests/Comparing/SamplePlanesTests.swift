import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct SamplePlanesTests {
  private func layout(_ channels: Int, _ depth: ImageLayout.Depth) -> ImageLayout {
    ImageLayout(width: 2, height: 1, channels: channels, depth: depth)
  }

  /// The samples of each plane of the only row.
  private func planes(
    _ samples: [UInt16], _ source: ImageLayout, as target: ImageLayout
  ) -> [[UInt16]] {
    let bytes = MemoryImage(layout: source, samples: samples).bytes
    let planes = SamplePlanes(
      RowBand(rows: 0..<1, newRows: 0..<1, bytes: bytes), of: source, as: target)
    return planes.withRow(0) { row in
      (0..<target.channels).map { channel in
        [row[channel * planes.planeSamples], row[channel * planes.planeSamples + 1]]
      }
    }
  }

  @Test func channelsAreParted() {
    let rgba = layout(4, .eight)
    let expected: [[UInt16]] = [[1, 5], [2, 6], [3, 7], [4, 8]]
    #expect(planes([1, 2, 3, 4, 5, 6, 7, 8], rgba, as: rgba) == expected)
  }

  @Test func grayBecomesEveryColour() {
    #expect(
      planes([9, 8], layout(1, .eight), as: layout(3, .eight)) == [[9, 8], [9, 8], [9, 8]])
    let expected: [[UInt16]] = [[9, 7], [9, 7], [9, 7], [200, 100]]
    #expect(planes([9, 200, 7, 100], layout(2, .eight), as: layout(4, .eight)) == expected)
  }

  @Test func noAlphaIsOpaqueAndEightBitsBecomeSixteen() {
    let expected: [[UInt16]] = [[257, 65535], [65535, 65535]]
    #expect(planes([1, 255], layout(1, .eight), as: layout(2, .sixteen)) == expected)
  }

  @Test(arguments: [
    (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (2, 2, 2), (2, 3, 4), (3, 4, 4), (3, 2, 4),
  ])
  func theCommonLayoutHasEveryChannel(one: Int, other: Int, common: Int) {
    let found = ImageLayout.common(layout(one, .eight), layout(other, .sixteen))
    #expect(found == layout(common, .sixteen))
  }
}
