import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

@Suite struct LinearLightTests {
  private static let depths: [ImageLayout.Depth] = [.eight, .sixteen]

  /// Half of the light of black and white is 188 in sRGB, and a quarter 137.
  @Test func lightOfACheckerIsThatOf188() throws {
    let layout = ImageLayout(width: 4, height: 4, channels: 1, depth: .eight)
    let checker = MemoryImage(
      layout: layout, samples: (0..<16).map { ($0 + $0 / 4) % 2 == 0 ? 0 : 255 })
    let mean = Tensor(repeating: 0.25, shape: [2, 2])
    let made = try resample(
      checker, .filter(.depthwise(mean)), .scale(width: 1, height: 1), .wrap, in: space(layout))
    #expect(Set(made.samples) == [188])
    let plain = try resample(
      checker, .filter(.depthwise(mean)), .scale(width: 1, height: 1), .wrap)
    #expect(Set(plain.samples) == [128])
  }

  @Test(arguments: InterpolationFunction.allCases, 1...4)
  func lightIsInterpolatedAsItsDefinitionSays(
    function: InterpolationFunction, channels: Int
  ) throws {
    for depth in Self.depths {
      let layout = ImageLayout(width: 7, height: 5, channels: channels, depth: depth)
      let image = MemoryImage(noise: layout, seed: 41)
      let made = try resample(
        image, .interpolation(function), .scale(width: 3, height: 2), .reflect, in: space(layout))
      let reference = referenceInterpolation(
        image, function, horizontal: 3, vertical: 2, width: 21, height: 10, border: .reflect,
        light: TransferFunction.sRGB.light)
      let maximum = Double(depth.maximum)
      for (index, expected) in reference.enumerated() {
        let isAlpha = layout.hasAlpha && index % channels == channels - 1
        let sample =
          isAlpha ? expected.value : sampleOfSRGB(light: expected.value / maximum) * maximum
        let seen = min(max(sample, 0), maximum)
        // Where little is seen, the rounding of sums weighs more.
        let tolerance = 0.5 + (depth == .eight ? 0.01 : 0.05) / expected.share
        #expect(abs(Double(made.samples[index]) - seen) <= tolerance, "\(depth) \(index)")
      }
    }
  }

  /// Every level of 8 bits, and every one of 16.
  @Test(arguments: InterpolationFunction.allCases, depths)
  func onlyLevelsStay(function: InterpolationFunction, depth: ImageLayout.Depth) throws {
    let layout = ImageLayout(width: 2, height: 2, channels: 1, depth: depth)
    let picture = try PictureChain(
      .interpolation(function), of: layout, in: space(layout),
      by: .scale(width: Ratio(3, 2), height: 2), border: .replicate, depth: depth)
    let strips = StripPlan(picture.chain, segmentRows: 4)
    let rows = strips.inputRows(ofStrip: 0)
    for level in stride(from: 0, through: depth.maximum, by: depth == .eight ? 1 : 7) {
      let image = MemoryImage(
        layout: ImageLayout(width: 2, height: rows.count, channels: 1, depth: depth),
        samples: Array(repeating: UInt16(level), count: 2 * rows.count))
      let strip = Strip(
        index: 0, outputRows: strips.outputRows(ofStrip: 0), inputRows: rows, bytes: image.bytes)
      let made = MemoryImage(layout: picture.output, bytes: picture.outputRows(of: strip))
      #expect(made.samples.allSatisfy { $0 == UInt16(level) }, "\(level)")
    }
  }

  @Test(arguments: [2, 4])
  func onlyColoursStayUnderEveryAlpha(channels: Int) throws {
    let layout = ImageLayout(width: 9, height: 7, channels: channels, depth: .eight)
    let colour: [UInt16] = channels == 4 ? [201, 7, 90] : [77]
    var image = MemoryImage(noise: layout, seed: 42)
    for pixel in 0..<63 {
      image.samples.replaceSubrange(
        pixel * channels..<(pixel + 1) * channels - 1, with: colour)
    }
    let made = try resample(
      image, .interpolation(.lanczos3), .scale(width: 2, height: 3), .replicate, in: space(layout))
    for start in stride(from: 0, to: made.samples.count, by: channels) {
      let seen = Array(made.samples[start..<start + channels - 1])
      let isSeen = made.samples[start + channels - 1] > 0
      #expect(seen == (isSeen ? colour : colour.map { _ in 0 }))
    }
  }

  @Test func stripsAndThreadsDoNotMatter() throws {
    let layout = ImageLayout(width: 9, height: 23, channels: 3, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 43)
    func made(_ rows: Int, _ jobs: Int) throws -> MemoryImage {
      try resample(
        image, .interpolation(.bicubic), .scale(width: 2, height: 2), .replicate,
        in: space(layout), segmentRows: rows, jobs: jobs)
    }
    let expected = try made(46, 1)
    #expect(try made(1, 4) == expected)
    #expect(try made(5, 3) == expected)
  }

  private func space(_ layout: ImageLayout) -> WorkingSpace {
    var options = ColorOptions()
    options.light = .linear
    return ColourPlan(layout, PictureMetadata(), to: .png, options).space
  }
}
