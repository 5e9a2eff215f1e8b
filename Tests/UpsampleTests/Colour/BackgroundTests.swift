import CKernels
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct BackgroundTests {
  private static let white = Background.Color.white
  private static let orange = Background.Color(red: 255, green: 128, blue: 0)

  /// Flattening is linear, so what was flattened before is the same.
  @Test(arguments: InterpolationFunction.allCases, [ImageLayout.Depth.eight, .sixteen])
  func flattenedPicturesAreThoseOfFlattenedPixels(
    function: InterpolationFunction, depth: ImageLayout.Depth
  ) throws {
    let layout = ImageLayout(width: 9, height: 7, channels: 4, depth: depth)
    var image = MemoryImage(noise: layout, seed: 61)
    let maximum = UInt16(depth.maximum)
    // Seen wholly or not at all, so that flattened pixels need no rounding.
    for pixel in 0..<63 where image.samples[pixel * 4 + 3] != maximum {
      image.samples[pixel * 4 + 3] = pixel % 2 == 0 ? 0 : maximum
    }
    let background = [255, 128, 0].map { UInt16($0 * depth.maximum / 255) }
    let flat = MemoryImage(
      layout: ImageLayout(width: 9, height: 7, channels: 3, depth: depth),
      samples: (0..<63).flatMap { pixel -> [UInt16] in
        let isSeen = image.samples[pixel * 4 + 3] > 0
        return isSeen ? Array(image.samples[pixel * 4..<pixel * 4 + 3]) : background
      })
    let scale = Magnification.scale(width: 2, height: 3)
    let made = try resample(
      image, .interpolation(function), scale, .reflect, in: plan(layout, Self.orange).space,
      depth: .eight)
    let expected = try resample(flat, .interpolation(function), scale, .reflect, depth: .eight)
    #expect(made.layout == expected.layout)
    let farthest = zip(made.samples, expected.samples).map { abs(Int($0) - Int($1)) }.max()
    // Sums in another order may fall on the other side of a half.
    #expect(farthest! <= 1)
    let differing = zip(made.samples, expected.samples).count { $0 != $1 }
    #expect(differing * 200 < made.samples.count)
  }

  @Test func grayBecomesColourInFrontOfAColour() throws {
    let layout = ImageLayout(width: 3, height: 2, channels: 2, depth: .eight)
    let image = MemoryImage(
      layout: layout, samples: [10, 255, 20, 0, 30, 255, 10, 255, 20, 0, 30, 255])
    func made(_ colour: Background.Color) throws -> MemoryImage {
      try resample(
        image, .interpolation(.nearest), .scale(width: 1, height: 1), .replicate,
        in: plan(layout, colour).space)
    }
    let row: [UInt16] = [10, 10, 10, 255, 128, 0, 30, 30, 30]
    #expect(try made(Self.orange).samples == row + row)
    #expect(try made(Self.orange).layout.channels == 3)
    #expect(try made(Self.white).samples == [10, 255, 30, 10, 255, 30])
  }

  @Test func whiteIsTakenWithAWarning() {
    let layout = ImageLayout(width: 3, height: 2, channels: 4, depth: .eight)
    let plan = ColourPlan(layout, PictureMetadata(), to: .jpeg, ColorOptions())
    #expect(plan.steps.background == [255, 255, 255])
    #expect(plan.warnings == [.flattenedOnWhite])
    #expect(
      plan.warnings.words
        == ["its transparency is flattened on white; `background` takes another colour"])
    #expect(
      ColourPlan(layout, PictureMetadata(), to: .png, ColorOptions()).steps.background == nil)
  }

  @Test func theFilesOwnBackgroundIsTakenOnRequest() {
    let layout = ImageLayout(width: 3, height: 2, channels: 4, depth: .sixteen)
    var options = ColorOptions()
    options.background = .own
    var metadata = PictureMetadata()
    let none = ColourPlan(layout, metadata, to: .jpeg, options)
    #expect(none.steps.background == [65535, 65535, 65535])
    #expect(none.warnings.words == ["it names no background of its own, flattened on white"])
    metadata.background = [1, 300, 65535]
    let own = ColourPlan(layout, metadata, to: .jpeg, options)
    #expect(own.steps.background == [1, 300, 65535])
    #expect(own.warnings.isEmpty)
  }

  /// In front of gray, half of white is half of the light.
  @Test func lightIsFlattenedWhereItIsInterpolated() throws {
    let layout = ImageLayout(width: 1, height: 1, channels: 2, depth: .eight)
    var options = ColorOptions()
    (options.light, options.background) = (.linear, .color(.init(red: 0, green: 0, blue: 0)))
    let space = ColourPlan(layout, PictureMetadata(), to: .jpeg, options).space
    let image = MemoryImage(layout: layout, samples: [255, 128])
    let made = try resample(
      image, .interpolation(.bilinear), .scale(width: 1, height: 1), .replicate, in: space)
    #expect(made.samples == [188])
  }

  @Test(
    arguments: machineInstructions, [(2, 1), (2, 3), (4, 3)] as [(Int, Int)])
  func everyInstructionSetGivesTheSameBits(
    instructions: ck_instructions, channels: (before: Int, after: Int)
  ) {
    var random = SeededGenerator(seed: 62)
    let room = 37 * max(channels.before, channels.after)
    let pixels = (0..<room).map { _ in Float.random(in: -40...300, using: &random) }
    let background: [Float] = [255, 100, 3]
    func flattened(_ instructions: ck_instructions) -> [Float] {
      var pixels = pixels
      ck_flatten(
        instructions, &pixels, 37, channels.before, channels.after, 255, background)
      return Array(pixels.prefix(37 * channels.after))
    }
    let made = flattened(instructions)
    #expect(made.map(\.bitPattern) == flattened(CK_PORTABLE).map(\.bitPattern))
    for pixel in 0..<37 {
      let before = pixels[pixel * channels.before..<(pixel + 1) * channels.before]
      for colour in 0..<channels.after {
        let own = before[before.startIndex + (channels.before == 4 ? colour : 0)]
        let expected = Double(own) + (1 - Double(before.last!) / 255) * Double(background[colour])
        #expect(abs(Double(made[pixel * channels.after + colour]) - expected) < 1e-3)
      }
    }
  }

  private func plan(_ layout: ImageLayout, _ colour: Background.Color) -> ColourPlan {
    var options = ColorOptions()
    options.background = .color(colour)
    return ColourPlan(layout, PictureMetadata(), to: .jpeg, options)
  }
}
