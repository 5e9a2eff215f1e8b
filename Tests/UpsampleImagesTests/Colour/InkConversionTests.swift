import TestSupport
import Testing

@testable import UpsampleImages

/// Inks that become light by a profile or without one.
@Suite struct InkConversionTests {
  private let darkening = [100, 60, 40, 50]

  /// A profile that knows no hues makes gray of every ink, as light as it says.
  @Test func aProfileDecides() throws {
    let profile = try #require(ICCProfile(ProfileBytes.printer(darkening: darkening)))
    let conversion = try InkConversion(profile)
    var random = SeededGenerator(seed: 72)
    var pixels = [UInt8](repeating: 255, count: 4)
    for _ in 0..<400 { pixels.append(.random(in: 0...255, using: &random)) }
    let rgb = convert(pixels, by: conversion)
    for pixel in 0..<pixels.count / 4 {
      let inks = pixels[(4 * pixel)..<(4 * pixel + 4)]
      let used: [Double] = zip(darkening, inks).map { Double($0 * (255 - Int($1))) / 255 }
      let lightness = (255 - used.reduce(0, +)) / 2.55
      let expected = sampleOfSRGB(lightness: lightness) * 65535
      for sample in rgb[(3 * pixel)..<(3 * pixel + 3)] {
        #expect(abs(Double(sample) - expected) < 130, "\(inks)")
      }
    }
    #expect(rgb[..<3] == [65535, 65535, 65535])
  }

  @Test func withoutAProfileLightIsTheProductOfWhatIsLeftOut() {
    let rgb = convert([255, 128, 0, 100, 1, 2, 3, 255], by: InkConversion())
    let products: [Double] = [25500, 12800, 0, 255, 510, 765]
    #expect(rgb == products.map { UInt16(($0 * 65535 / 65025).rounded()) })
  }

  /// Little CMS would reserve half a gigabyte for such a claim.
  @Test(arguments: [3, 64, 110, 255] as [UInt8])
  func profilesThatClaimTooMuchAreWarnedOf(points: UInt8) throws {
    var metadata = PictureMetadata()
    metadata.profile = ICCProfile(ProfileBytes.claimingPoints(points))
    let layout = ImageLayout(
      width: 2, height: 1, channels: 4, depth: .eight, colorModel: .cmyk)
    let plan = ColourPlan(layout, metadata, to: .png, ColorOptions())
    let warning = try #require(plan.warnings.words.first)
    #expect(plan.warnings.count == 1)
    #expect(warning.hasPrefix("its CMYK colour profile can't be used ("))
    #expect(warning.hasSuffix("); its inks became sRGB by the plain formula"))
    #expect(plan.metadata.profile == nil && plan.metadata.colour.sRGB == 0)
  }

  @Test func noProfileTraps() {
    let pixels = (0..<64).map { UInt8($0 * 4) }
    mutate(ProfileBytes.printer(darkening: darkening), times: 1000, seed: 73) { bytes in
      guard let profile = ICCProfile(bytes), let conversion = try? InkConversion(profile) else {
        return
      }
      #expect(convert(pixels, by: conversion).count == 48)
    }
  }

  private func convert(_ pixels: [UInt8], by conversion: InkConversion) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: pixels.count / 4 * 3) { rgb, count in
      conversion.convert(pixels, count: pixels.count / 4, into: rgb.baseAddress!)
      count = pixels.count / 4 * 3
    }
  }
}
