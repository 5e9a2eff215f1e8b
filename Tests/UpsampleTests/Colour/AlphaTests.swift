import CKernels
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

@Suite struct AlphaTests {
  static let scales: [(Ratio, Ratio)] = [
    (2, 2), (3, 4), (Ratio(3, 2), Ratio(7, 5)), (Ratio(17, 16), Ratio(11, 3)),
  ]

  @Test(arguments: InterpolationFunction.allCases, [ImageLayout.Depth.eight, .sixteen])
  func opaquePicturesAreWhatTheyAreWithoutAlpha(
    function: InterpolationFunction, depth: ImageLayout.Depth
  ) throws {
    for channels in [2, 4] {
      let colours = MemoryImage(
        noise: ImageLayout(width: 9, height: 7, channels: channels - 1, depth: depth), seed: 31)
      let opaque = colours.withAlpha { _ in UInt16(depth.maximum) }
      for (width, height) in Self.scales {
        let scale = Magnification.scale(width: width, height: height)
        let expected = try resample(colours, .interpolation(function), scale, .reflect)
        let made = try resample(opaque, .interpolation(function), scale, .reflect)
        #expect(made == expected.withAlpha { _ in UInt16(depth.maximum) }, "\(width)x\(height)")
      }
    }
  }

  @Test(arguments: InterpolationFunction.allCases, Border.allCases)
  func onlyColourKeepsItselfUnderEveryAlpha(
    function: InterpolationFunction, border: Border
  ) throws {
    let layout = ImageLayout(width: 9, height: 7, channels: 4, depth: .eight)
    var image = MemoryImage(noise: layout, seed: 32)
    for pixel in 0..<layout.width * layout.height {
      image.samples.replaceSubrange(pixel * 4..<pixel * 4 + 3, with: [201, 7, 90])
    }
    for (width, height) in Self.scales {
      let made = try resample(
        image, .interpolation(function), .scale(width: width, height: height), border)
      for pixel in made.pixels {
        #expect(pixel == [201, 7, 90, pixel[3]] || pixel == [0, 0, 0, 0])
      }
    }
  }

  /// Where red is transparent, none of it is seen beside opaque blue.
  @Test(arguments: InterpolationFunction.allCases, [2, 4])
  func transparentPixelsLendNoColour(function: InterpolationFunction, channels: Int) throws {
    let layout = ImageLayout(width: 8, height: 1, channels: channels, depth: .eight)
    let hidden: [UInt16] = channels == 4 ? [255, 0, 0, 0] : [255, 0]
    let seen: [UInt16] = channels == 4 ? [10, 20, 200, 255] : [10, 255]
    let image = MemoryImage(
      layout: layout, samples: (0..<8).flatMap { $0 < 4 ? hidden : seen })
    let made = try resample(
      image, .interpolation(function), .scale(width: 3, height: 2), .replicate)
    for pixel in made.pixels {
      let isSeen = pixel.last! > 0
      #expect(
        Array(pixel.dropLast())
          == (isSeen ? Array(seen.dropLast()) : hidden.dropLast().map { _ in 0 }))
    }
  }

  @Test(arguments: machineInstructions, [2, 4])
  func everyInstructionSetGivesTheSameBits(
    instructions: ck_instructions, channels: Int
  ) {
    var random = SeededGenerator(seed: 33)
    let numbers = (0..<channels * 37).map { _ in Float.random(in: -40...300, using: &random) }
    var (one, other) = (numbers, numbers)
    ck_premultiply(instructions, &one, 37, channels, 255)
    ck_premultiply(CK_PORTABLE, &other, 37, channels, 255)
    #expect(one.map(\.bitPattern) == other.map(\.bitPattern))
    ck_unpremultiply(instructions, &one, 37, channels, 255, 0.5)
    ck_unpremultiply(CK_PORTABLE, &other, 37, channels, 255, 0.5)
    #expect(one.map(\.bitPattern) == other.map(\.bitPattern))
  }

  @Test func tensorsArePremultipliedAndStraightAgain() throws {
    let straight = Tensor(
      shape: [1, 1, 4, 2], scalars: [100, 255, 100, 51, 100, 0.25, 40, 510])
    let premultiplied = try straight.premultiplied(depth: .eight)
    #expect(premultiplied.scalars == [100, 255, 20, 51, 100 * (0.25 / 255), 0.25, 80, 510])
    let back = try premultiplied.unpremultiplied(depth: .eight)
    #expect(back.scalars == [100, 255, 100, 51, 0, 0.25, 40, 510])
  }

  @Test func tensorsWithoutAlphaAreRefused() throws {
    let error = #expect(throws: UpsampleError.self) {
      try Tensor(repeating: 1, shape: [1, 2, 2, 3]).premultiplied(depth: .eight)
    }
    #expect(
      error?.description == """
        premultiplied: a tensor of shape [1, 2, 2, 3] has no alpha.
          Give a tensor of shape [batch, height, width, channels], of 2 or 4 channels.
        """)
  }
}

extension MemoryImage {
  /// The samples of each pixel.
  fileprivate var pixels: [[UInt16]] {
    stride(from: 0, to: samples.count, by: layout.channels).map {
      Array(samples[$0..<$0 + layout.channels])
    }
  }

  /// The same with an alpha for each pixel by its number.
  fileprivate func withAlpha(_ alpha: (Int) -> UInt16) -> MemoryImage {
    MemoryImage(
      layout: ImageLayout(
        width: layout.width, height: layout.height, channels: layout.channels + 1,
        depth: layout.depth),
      samples: pixels.enumerated().flatMap { $1 + [alpha($0)] })
  }
}
