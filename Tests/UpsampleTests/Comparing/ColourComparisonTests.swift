import Glibc
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// `PixelRules.color`, with pictures of sRGB and of Display P3, which a cICP chunk tells.
@Suite struct ColourComparisonTests {
  private let folder = try! TestFolder()
  private static let displayP3 = [0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060]
  private static let side = 24

  /// A PNG of colours by their place.
  private func write(
    _ name: String, codePoints: [UInt8]? = nil, channels: Int = 3,
    _ colour: (Int, Int) -> [UInt8]
  ) throws -> Endpoint {
    let rows: [[UInt8]] = (0..<Self.side).map { y in
      [0] + Array((0..<Self.side).map { x in colour(x, y) }.joined())
    }
    let chunks = codePoints.map { [("cICP", $0)] } ?? []
    let file = PNGBytes(
      width: UInt32(Self.side), height: UInt32(Self.side), depth: 8,
      color: [1: 0, 2: 4, 3: 2, 4: 6][channels]!, before: chunks, rows: rows)
    return .file(try folder.write(file.bytes, to: name))
  }

  private func colour(_ x: Int, _ y: Int) -> [UInt8] {
    [UInt8(20 + 9 * x), UInt8(10 + 10 * y), UInt8(30 + 4 * (x + y))]
  }

  /// The colour in Display P3 that a colour is in sRGB.
  private func inDisplayP3(_ colour: [UInt8]) -> [UInt8] {
    let light = colour.map { TransferFunction.sRGB.light(of: Double($0) / 255) }
    return (referenceMatrixToSRGB(Self.displayP3).inverse * light).map {
      UInt8((255 * sampleOfSRGB(light: $0)).rounded())
    }
  }

  private func compare(
    _ one: Endpoint, _ other: Endpoint, tolerance: Double? = nil,
    _ color: ColorComparison = .meaning
  ) throws -> ImageComparison {
    var options = ComparisonOptions()
    options.rules.color = color
    options.rules.tolerance = tolerance
    return try compareImages(one, other, options: options)
  }

  @Test func theSameSamplesOfOtherColoursDiffer() throws {
    let plain = try write("plain.png", colour)
    let wide = try write("wide.png", codePoints: [12, 13, 0, 1], colour)
    #expect(try compare(plain, wide, .samples).areEqual)
    let found = try compare(plain, wide)
    #expect(!found.areEqual && !found.areAlike)
    #expect(found.one.depth == .eight && found.difference?.layout.depth == .sixteen)
    #expect(try #require(found.difference).maximum > 2000)
    #expect(try #require(compare(plain, wide, tolerance: 0.02).difference).differingPixels > 100)
  }

  @Test func theSameColoursInTwoSpacesAreNear() throws {
    let plain = try write("plain.png", colour)
    let wide = try write("wide.png", codePoints: [12, 13, 0, 1]) { inDisplayP3(colour($0, $1)) }
    #expect(try #require(compare(plain, wide, .samples).difference).maximum > 10)
    let found = try compare(plain, wide)
    #expect(try #require(found.difference).maximum < 500)
    #expect(try #require(compare(plain, wide, tolerance: 0.02).difference).differingPixels == 0)
  }

  /// sRGB by its name, by a chunk, and of gray and of colours, with alpha or without.
  @Test func whatIsSaidInTwoWaysIsTheSame() throws {
    let plain = try write("plain.png") { x, y in Array(repeating: colour(x, y)[0], count: 3) }
    let named = try write("named.png", codePoints: [1, 13, 0, 1], channels: 1) { x, y in
      [colour(x, y)[0]]
    }
    #expect(try compare(plain, named).areEqual)
    let wide = try write("wide.png", codePoints: [12, 13, 0, 1], channels: 2) { x, y in
      [colour(x, y)[0], 255]
    }
    // Gray of one tone curve is the same in all primaries, but for how it is rounded.
    let found = try compare(plain, wide)
    #expect(try #require(found.difference).maximum <= 4)
    #expect(found.difference?.layout.channels == 4)
  }

  @Test func coloursThatCantBeToldAreRefused() throws {
    let plain = try write("plain.png", colour)
    let bright = try write("bright.png", codePoints: [9, 16, 0, 1], colour)
    #expect(try compare(bright, bright).areEqual)
    let error = #expect(throws: UpsampleError.self) { try compare(plain, bright) }
    #expect("\(error!)".contains("bright.png can't be compared by its colours: "), "\(error!)")
  }
}
