import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct StructuralSimilarityTests {
  /// A wave and a noisy copy of it: neither alike nor unlike.
  private func pictures(_ layout: ImageLayout) -> (MemoryImage, MemoryImage) {
    let noise = MemoryImage(noise: layout, seed: 7)
    let levels = layout.depth.maximum
    let wave = (0..<noise.samples.count).map { UInt16(($0 * $0 * levels / 700) % levels) }
    let mixed = zip(wave, noise.samples).map { UInt16((3 * Int($0) + Int($1)) / 4) }
    return (
      MemoryImage(layout: layout, samples: wave), MemoryImage(layout: layout, samples: mixed)
    )
  }

  @Test(
    arguments: [(11, 11), (12, 30), (40, 11), (1, 1), (5, 4), (3, 25), (26, 10)],
    [ImageLayout.Depth.eight, .sixteen])
  func channelsAgreeWithTheDefinition(size: (Int, Int), depth: ImageLayout.Depth) throws {
    let layout = ImageLayout(width: size.0, height: size.1, channels: 3, depth: depth)
    let (one, other) = pictures(layout)
    var options = ComparisonOptions()
    options.structuralSimilarity = .lumaAndChannels
    let found = try ImageDifference(MemorySource(one), MemorySource(other), options: options)

    func reference(_ signal: (ArraySlice<UInt16>) -> Double) -> Double {
      let values = [one, other].map { image in
        stride(from: 0, to: image.samples.count, by: 3).map { signal(image.samples[$0..<$0 + 3]) }
      }
      return referenceSimilarity(
        values[0], values[1], width: size.0, height: size.1, range: Double(depth.maximum))
    }
    for channel in 0..<3 {
      let expected = reference { Double($0[$0.startIndex + channel]) }
      #expect(abs(found.channelSSIM[channel] - expected) < 1e-5, "\(channel): \(expected)")
    }
    let luma = reference { pixel in
      zip(pixel, [0.299, 0.587, 0.114]).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
    #expect(abs(try #require(found.ssim) - luma) < 1e-5, "Y: \(luma)")
  }

  @Test func brightFlatPicturesAreMeasuredExactlyEnough() throws {
    let layout = ImageLayout(width: 20, height: 20, channels: 1, depth: .sixteen)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 65000, count: 400))
    let other = MemoryImage(layout: layout, samples: Array(repeating: 64000, count: 400))
    let found = try ImageDifference(
      MemorySource(one), MemorySource(other), options: ComparisonOptions())
    let expected = referenceSimilarity(
      Array(repeating: 65000, count: 400), Array(repeating: 64000, count: 400), width: 20,
      height: 20, range: 65535)
    #expect(abs(try #require(found.ssim) - expected) < 5e-5, "\(found.ssim), not \(expected)")
  }
}
