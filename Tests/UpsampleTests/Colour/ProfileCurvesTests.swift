import CColour
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages
@testable import UpsampleTensors

/// The tone curves of colour profiles.
@Suite struct ProfileCurvesTests {
  /// The tables that usual profiles have, in which dark entries are equal because
  /// they were rounded.
  @Test(
    arguments: [(256, .sRGB), (1024, .sRGB), (1024, .bt709), (4096, .power(2.2))]
      as [(Int, TransferFunction)], [ImageLayout.Depth.eight, .sixteen])
  func tablesAreNotRoundedAndComeBack(
    table: (count: Int, function: TransferFunction), depth: ImageLayout.Depth
  ) throws {
    let entries = ProfileBytes.entries(table.count, of: table.function)
    let plan = plan(ProfileBytes.display([entries]), depth)
    #expect(plan.warnings == [])
    let light = try #require(plan.steps.decoding.first)
    for code in stride(from: 0, through: depth.maximum, by: depth == .eight ? 1 : 13) {
      let share = Double(code) / Double(depth.maximum)
      let error = Double(light[code]) / Double(depth.maximum) - table.function.light(of: share)
      // Half a step for the rounding of entries, and as much for what lies between.
      #expect(abs(error) <= 1.01 / 65535)
    }
    #expect(zip(light, light.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Half of the light of black and white, by curves of 1, 2.2 and 1.8.
  @Test func eachColourHasItsOwn() throws {
    let functions: [TransferFunction] = [.power(1), .power(2.2), .power(1.8)]
    let profile = ProfileBytes.display(functions.map { ProfileBytes.entries(4096, of: $0) })
    let layout = ImageLayout(width: 2, height: 1, channels: 3, depth: .eight)
    let image = MemoryImage(layout: layout, samples: [0, 0, 0, 255, 255, 255])
    let made = try resample(
      image, .filter(.depthwise(Tensor(repeating: 0.5, shape: [1, 2]))),
      .scale(width: 1, height: 1), .wrap, in: plan(profile, .eight, channels: 3).space)
    // 255 times one half to the power of 1, 1 / 2.2 and 1 / 1.8.
    #expect(made.samples == [128, 186, 174, 128, 186, 174])
  }

  /// White that is reached too early is no light of one code.
  @Test func curvesThatCannotBeInvertedAreWarnedOf() {
    let clipped = [0, 40000, 65535, 65535] as [UInt16]
    #expect(
      plan(ProfileBytes.display([clipped]), .eight).warnings.words == [
        "the tone curves of its colours can't be inverted; light was interpolated by sRGB's tone "
          + "curve"
      ])
    let falling = [65535, 0] as [UInt16]
    #expect(
      plan(ProfileBytes.display([falling]), .eight).warnings.words == [
        "the tone curves of its colour profile do not go from dark to light; light was "
          + "interpolated by sRGB's tone curve"
      ])
    #expect(
      plan(profileBytes("GRAY"), .eight).warnings.words == [
        "its colour profile can't be used: it has no tone curves; light was interpolated by "
          + "sRGB's tone curve"
      ])
  }

  @Test func noProfileTraps() {
    let tables = [1.8, 2.2, 2.4].map { ProfileBytes.entries(64, of: .power($0)) }
    var light = [Float](repeating: 0, count: 3 * Int(CCO_CURVE_POINTS))
    mutate(ProfileBytes.display(tables), times: 1000, seed: 71) { bytes in
      var failure = cco_failure()
      let isRead = cco_tone_curves(bytes, bytes.count, 3, &light, &failure)
      #expect(isRead || !ProfileFailure(failure).reason.isEmpty)
    }
  }

  private func plan(
    _ profile: [UInt8], _ depth: ImageLayout.Depth, channels: Int = 1
  ) -> ColourPlan {
    var metadata = PictureMetadata()
    metadata.profile = ICCProfile(profile)
    var options = ColorOptions()
    options.light = .linear
    let layout = ImageLayout(width: 2, height: 1, channels: channels, depth: depth)
    return ColourPlan(layout, metadata, to: .png, options)
  }
}
