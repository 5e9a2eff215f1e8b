import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// Colours that only a PNG can tell, in a JPEG.
@Suite struct ConversionToSRGBTests {
  private let conversion = Conversion()

  /// Adobe RGB, ProPhoto whose blue has a y of 0.0001, and sRGB's primaries under
  /// a bulb.
  private static let primaries = [
    [0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06],
    [0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001],
    [0.44757, 0.40745, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06],
  ]

  @Test(arguments: primaries, [ImageLayout.Depth.eight, .sixteen])
  func coloursAreThoseOfTheDefinition(
    chromaticities: [Double], depth: ImageLayout.Depth
  ) throws {
    let layout = ImageLayout(width: 9, height: 7, channels: 3, depth: depth)
    let image = MemoryImage(noise: layout, seed: 74)
    var metadata = PictureMetadata()
    metadata.colour.gamma = 55556
    metadata.colour.chromaticities = chromaticities.map { Int(($0 * 100_000).rounded()) }
    let plan = ColourPlan(layout, metadata, to: .jpeg, ColorOptions())
    #expect(plan.warnings == [] && plan.metadata.colour.isEmpty)
    let made = try resample(
      image, .interpolation(.nearest), .scale(width: 1, height: 1), .replicate, in: plan.space,
      depth: .eight)
    let matrix = referenceMatrixToSRGB(chromaticities)
    for start in stride(from: 0, to: image.samples.count, by: 3) {
      let light = image.samples[start..<start + 3].map {
        inverse(Double($0) / Double(depth.maximum), 0.55556)
      }
      for (sample, share) in zip(made.samples[start...], matrix * light) {
        let exact = sampleOfSRGB(light: min(max(share, 0), 1)) * 255
        #expect(abs(Double(sample) - exact) <= 0.52)
      }
    }
  }

  @Test func chromaticitiesOfOneLineAreWarnedOf() throws {
    let line = [31270, 32900, 64000, 33000, 64000, 33000, 15000, 6000]
    let outcome = try conversion.doublePNG(
      [("cHRM", line.flatMap { bigEndianBytes($0) })], to: "jpg")
    #expect(
      outcome.report.warnings == [
        "its chromaticities span no colours; a JPEG does not tell of them, so they may look "
          + "different"
      ])
  }

  @Test func codePointsThatTellNothingGiveWay() {
    let layout = ImageLayout(width: 3, height: 2, channels: 3, depth: .eight)
    var metadata = PictureMetadata()
    metadata.colour.gamma = 100_000
    for points in [[2, 13, 0, 1], [1, 2, 0, 1]] as [[UInt8]] {
      metadata.colour.codingPoints = points
      let tagged = metadata.taggedColours(of: layout)
      #expect(tagged == .calibrated(gamma: 100_000, chromaticities: nil))
    }
    metadata.colour.codingPoints = [1, 8, 0, 1]
    #expect(metadata.taggedColours(of: layout) == .codePoints([1, 8, 0, 1]))
  }

  /// Where a PNG has both, the profile is for programs that do not know cICP.
  @Test func codePointsComeBeforeAProfile() throws {
    let profile = [UInt8](Array("p\0\0".utf8)) + zlibStream(profileBytes("RGB "))
    let sRGB = try conversion.doublePNG(
      [("cICP", [1, 13, 0, 1]), ("iCCP", profile)], to: "jpg")
    #expect(sRGB.metadata.profile == nil && sRGB.report.warnings.isEmpty)
    #expect(sRGB.report.notes == ["its colour profile gave way to its cICP, which says sRGB"])
    let displayP3 = try conversion.doublePNG(
      [("cICP", [12, 13, 0, 1]), ("iCCP", profile)], to: "jpg")
    #expect(displayP3.metadata.profile == nil && displayP3.report.warnings.isEmpty)
    #expect(displayP3.report.notes == ["its colours became sRGB"])
    let unknown = try conversion.doublePNG(
      [("cICP", [99, 13, 0, 1]), ("iCCP", profile)], to: "jpg")
    #expect(unknown.metadata.profile != nil)
    #expect(unknown.report.warnings.first?.contains(" but by its colour profile, so") == true)
  }

  /// What EXIF and XMP say follows.
  @Test func itIsSaidThatColoursBecameSRGB() throws {
    let outcome = try conversion.doublePNG(Self.linear, to: "jpg")
    #expect(outcome.metadata.exif?.isSRGB == true)
    let xmp = String(decoding: try #require(outcome.metadata.xmp).bytes, as: UTF8.self)
    #expect(xmp.contains(#"e:ColorSpace="1""#))
    #expect(xmp.contains("<photoshop:ICCProfile>sRGB IEC61966-2.1</photoshop:ICCProfile>"))
  }

  @Test func keptColoursStayAsTheyAreSaidToBe() throws {
    conversion.options.color = .keep
    let outcome = try conversion.doublePNG(Self.linear, to: "jpg")
    #expect(outcome.metadata.exif?.isSRGB == false)
    let xmp = String(decoding: try #require(outcome.metadata.xmp).bytes, as: UTF8.self)
    #expect(xmp.contains(#"e:ColorSpace="65535""#))
    #expect(
      outcome.report.warnings == [
        "its colours are kept as they are stored; a JPEG does not tell of them, so they may look "
          + "different"
      ])
  }

  /// The chunks of a picture of linear light, whose EXIF and XMP name no colours.
  private static let linear: [(String, [UInt8])] = {
    var exif = EXIFBytes(isBigEndian: true)
    let details = exif.add([exif.short(0xa001, 65535)])
    exif.setFirst(exif.add([exif.long(0x8769, details)]))
    let packet = XMPPacket.sample(
      #"e:ColorSpace="65535" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/""#,
      "<photoshop:ICCProfile>Linear</photoshop:ICCProfile>")
    return [
      ("gAMA", bigEndianBytes(100_000)), ("eXIf", exif.bytes),
      ("iTXt", PNGText.chunkData(PNGText.xmpKeyword, utf8: packet.bytes)),
    ]
  }()
}
