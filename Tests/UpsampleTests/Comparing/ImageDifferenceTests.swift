import Glibc
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct ImageDifferenceTests {
  /// A gray picture of 4x3 pixels at level 100, but for the changes by index.
  private func gray(_ changes: [Int: UInt16], depth: ImageLayout.Depth = .eight) -> MemoryImage {
    var samples = [UInt16](repeating: 100, count: 12)
    for (index, level) in changes { samples[index] = level }
    let layout = ImageLayout(width: 4, height: 3, channels: 1, depth: depth)
    return MemoryImage(layout: layout, samples: samples)
  }

  private func difference(
    _ one: MemoryImage, _ other: MemoryImage, rows: Int = 16, jobs: Int = 1
  ) throws -> ImageDifference {
    var options = ComparisonOptions()
    options.structuralSimilarity = .lumaAndChannels
    options.jobs = jobs
    return try ImageDifference(
      MemorySource(one), MemorySource(other), options: options, bandRows: rows)
  }

  @Test(arguments: [ImageLayout.Depth.eight, .sixteen])
  func figuresAreThoseOfTheirDefinitions(_ depth: ImageLayout.Depth) throws {
    let found = try difference(
      gray([:], depth: depth), gray([5: 97, 6: 104, 11: 104], depth: depth))
    #expect(found.maximum == 4)
    #expect(found.worst == ImageDifference.Place(row: 1, column: 2))
    #expect(found.differingPixels == 3)
    #expect(found.pixels == 12)
    #expect(found.mean == 11.0 / 12)
    #expect(found.rootMeanSquare == (41.0 / 12).squareRoot())
    let peak = Double(depth.maximum)
    #expect(found.psnr == 10 * log10(peak * peak / (41.0 / 12)))
    #expect(found.lumaPSNR == found.psnr)
    #expect(found.channelSSIM == [found.ssim].compactMap(\.self))
  }

  @Test func lumaWeighsTheColours() throws {
    let layout = ImageLayout(width: 1, height: 1, channels: 3, depth: .eight)
    let found = try difference(
      MemoryImage(layout: layout, samples: [10, 20, 30]),
      MemoryImage(layout: layout, samples: [20, 40, 60]))
    let luma = 2.99 + 11.74 + 3.42
    #expect(abs(found.lumaPSNR - 10 * log10(255 * 255 / (luma * luma))) < 1e-12)
    #expect(found.rootMeanSquare == (1400.0 / 3).squareRoot())
  }

  /// Y is that of the light which black ink leaves of the colours.
  @Test func inksAreComparedOneByOne() throws {
    let layout = ImageLayout(
      width: 1, height: 1, channels: 4, depth: .eight, colorModel: .cmyk)
    let found = try difference(
      MemoryImage(layout: layout, samples: [10, 20, 30, 255]),
      MemoryImage(layout: layout, samples: [10, 20, 30, 102]))
    #expect(found.maximum == 153)
    #expect(found.mean == 153.0 / 4)
    #expect(found.channelSSIM.dropLast() == [1, 1, 1])
    let luma = (2.99 + 11.74 + 3.42) * 153 / 255
    #expect(abs(found.lumaPSNR - 10 * log10(255 * 255 / (luma * luma))) < 1e-12)
  }

  @Test(arguments: 1...4)
  func equalPicturesAreEqual(channels: Int) throws {
    let layout = ImageLayout(width: 23, height: 19, channels: channels, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 2)
    let found = try difference(image, image)
    #expect(found.maximum == 0 && found.differingPixels == 0 && found.worst == nil)
    #expect(found.psnr == .infinity && found.lumaPSNR == .infinity)
    #expect(found.ssim == 1)
    #expect(found.channelSSIM == Array(repeating: 1, count: channels))
  }

  @Test func figuresDependNeitherOnBandsNorOnJobs() throws {
    let layout = ImageLayout(width: 37, height: 61, channels: 3, depth: .sixteen)
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let whole = try difference(one, other, rows: 100)
    for rows in [1, 2, 7, 16, 50, 51, 60, 61] {
      for jobs in [1, 3] {
        #expect(try difference(one, other, rows: rows, jobs: jobs) == whole, "\(rows) rows")
      }
    }
  }

  /// Rows of pictures of one layout that are the same are passed over, those of gray beside
  /// RGB are not.
  @Test(
    arguments: [[], [0], [60], [20, 23], [0, 31, 60]], [AntialiasingPolicy.counted, .ignored])
  func equalRowsArePassedOver(changed: [Int], antialiasing: AntialiasingPolicy) throws {
    let layout = ImageLayout(width: 37, height: 61, channels: 1, depth: .eight)
    func colour(_ gray: MemoryImage) -> MemoryImage {
      MemoryImage(
        layout: ImageLayout(width: 37, height: 61, channels: 3, depth: .eight),
        samples: gray.samples.flatMap { [$0, $0, $0] })
    }
    let gray = MemoryImage(noise: layout, seed: 1)
    var other = gray
    for row in changed { other.samples[37 * row + 5] ^= 64 }
    var options = ComparisonOptions()
    options.structuralSimilarity = .lumaAndChannels
    options.windowSide = 8
    options.rules.antialiasing = antialiasing
    let ignored = try IgnoredPixels(
      [ImageRegion(x: 1, y: 22, width: 9, height: 2)!], masks: [], of: layout)
    for ignored in [nil, ignored] {
      for rows in [1, 2, 7, 16, 50, 61] {
        let found = try ImageDifference(
          MemorySource(colour(gray)), MemorySource(colour(other)), options: options,
          ignoring: ignored, bandRows: rows)
        let expected = try ImageDifference(
          MemorySource(gray), MemorySource(colour(other)), options: options, ignoring: ignored,
          bandRows: rows)
        #expect(found == expected, "\(rows) rows")
      }
    }
  }

  /// Windows hold as many rows as they are high, and parts that do not count a table of rows.
  @Test func whatIsHeldBesideBandsIsWithinTheAllowance() throws {
    let layout = ImageLayout(width: 256, height: 8192, channels: 1, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 1)
    var options = ComparisonOptions()
    options.structuralSimilarity = .none
    func measure(_ side: Int?, _ regions: [ImageRegion], bytes: Int) throws {
      options.windowSide = side
      _ = try ImageDifference(
        MemorySource(image), MemorySource(image), options: options,
        ignoring: IgnoredPixels(regions, masks: [], of: layout),
        within: MemoryAllowance(name: "the comparison", bytes: bytes))
    }
    let region = try #require(ImageRegion(x: 0, y: 0, width: 1, height: 1))
    try measure(16, [], bytes: 1 << 20)
    #expect(refusal { try measure(8192, [], bytes: 1 << 20) }?.contains("to hold") == true)
    // The table of rows alone takes 64 KiB.
    try measure(nil, [], bytes: 300_000)
    #expect(refusal { try measure(nil, [region], bytes: 300_000) }?.contains("to hold") == true)
  }

  @Test func theShallowerPictureTakesTheLevelsOfTheDeeper() throws {
    let eight = gray([0: 1, 1: 255, 2: 0])
    let sixteen = MemoryImage(
      layout: ImageLayout(width: 4, height: 3, channels: 1, depth: .sixteen),
      samples: eight.samples.map { $0 * 257 })
    var changed = sixteen
    changed.samples[1] -= 2
    #expect(try difference(eight, sixteen).maximum == 0)
    let found = try difference(changed, eight)
    #expect(found.maximum == 2)
    #expect(found.layout.depth == .sixteen)
  }

  @Test func grayIsEveryColourAndNoAlphaIsOpaque() throws {
    let plain = gray([3: 40])
    let layout = ImageLayout(width: 4, height: 3, channels: 4, depth: .eight)
    var full = MemoryImage(layout: layout, samples: plain.samples.flatMap { [$0, $0, $0, 255] })
    #expect(try difference(plain, full).differingPixels == 0)
    full.samples[4 * 7 + 3] = 250
    full.samples[4 * 9 + 2] = 90
    let found = try difference(plain, full)
    #expect(found.layout.channels == 4)
    #expect(found.differingPixels == 2)
    #expect(found.maximum == 10)
    #expect(found.worst == ImageDifference.Place(row: 2, column: 1))
  }
}
