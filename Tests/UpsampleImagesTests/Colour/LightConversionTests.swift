import Glibc
import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct LightConversionTests {
  private let colours = ImageLayout(width: 1, height: 1, channels: 3, depth: .eight)
  private let gray = ImageLayout(width: 1, height: 1, channels: 1, depth: .eight)

  /// The light of pixels, a plane for each channel.
  private func light(_ conversion: LightConversion, of codes: [[Float]]) -> [[Float]] {
    let planes = codes.map { codes in
      let plane = UnsafeMutablePointer<Float>.allocate(capacity: codes.count)
      plane.initialize(from: codes, count: codes.count)
      return plane
    }
    defer { for plane in planes { plane.deallocate() } }
    conversion.convert(planes, count: codes[0].count)
    return zip(planes, codes).map { plane, codes in
      Array(UnsafeBufferPointer(start: plane, count: codes.count))
    }
  }

  private func light(
    _ layout: ImageLayout, of codes: [[Float]], saying change: (inout PictureMetadata) -> Void
  ) -> [[Float]] {
    var metadata = PictureMetadata()
    change(&metadata)
    return light(LightConversion(of: metadata, layout), of: codes)
  }

  private let shades = (0...255).map { Float($0) / 255 }

  @Test func codesOfSRGBFollowItsCurve() {
    for (code, found) in zip(shades, light(.sRGB, of: [shades])[0]) {
      #expect(abs(Double(found) - TransferFunction.sRGB.light(of: Double(code))) < 1e-6)
    }
  }

  @Test(arguments: [(100_000, 1), (45_455, 2.2), (55_556, 1.8)])
  func aGammaIsTakenAtItsWord(gamma: Int, exponent: Double) {
    for layout in [gray, colours] {
      let codes = Array(repeating: shades, count: layout.channels)
      let found = light(layout, of: codes) { $0.colour.gamma = gamma }
      for (code, value) in zip(shades, found[0]) {
        #expect(abs(Double(value) - pow(Double(code), exponent)) < 2e-4)
      }
    }
  }

  @Test func primariesAreThoseOfTheFile() {
    let red = light(colours, of: [[1, 1], [0, 1], [0, 1]]) {
      $0.colour.chromaticities = [31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600]
    }
    // Red of BT.2020, and white.
    for (found, expected) in zip(red, [1.6605, -0.1246, -0.0182]) {
      #expect(abs(Double(found[0]) - expected) < 1e-3)
      #expect(abs(found[1] - 1) < 1e-3)
    }
  }

  /// Programs round chromaticities, and say by them what a picture would be without.
  @Test func roundedChromaticitiesOfSRGBAreSRGB() {
    let found = light(colours, of: [shades, shades, shades]) {
      $0.colour.chromaticities = [31269, 32899, 63999, 33001, 30000, 60000, 15000, 5999]
    }
    #expect(found == light(.sRGB, of: [shades, shades, shades]))
  }

  @Test func aGrayProfileTellsTheCurve() throws {
    let bytes = ProfileBytes.display([ProfileBytes.entries(1024, of: .power(1.8))])
    let profile = try #require(ICCProfile(bytes))
    let found = light(gray, of: [shades]) { $0.profile = profile }
    for (code, value) in zip(shades, found[0]) {
      #expect(abs(Double(value) - pow(Double(code), 1.8)) < 2e-4)
    }
  }

  /// One that is sRGB but for rounding, and one that tells of no colours.
  @Test func profilesThatSayNothingElseAreSRGB() throws {
    let curve = ProfileBytes.entries(4096, of: .sRGB)
    let usual = try #require(ICCProfile(ProfileBytes.display([curve])))
    #expect(light(gray, of: [shades]) { $0.profile = usual } == light(.sRGB, of: [shades]))
    let without = try #require(ICCProfile(ProfileBytes.display([curve, curve, curve])))
    let codes = [shades, shades, shades]
    #expect(light(colours, of: codes) { $0.profile = without } == light(.sRGB, of: codes))
  }
}
