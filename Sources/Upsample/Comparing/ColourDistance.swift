import CKernels
import Glibc
import UpsampleImages

/// The distance of colours by which pixelmatch tells whether a pixel differs.
///
/// Colours are taken to OKLab (Björn Ottosson, "A perceptual color space for image processing",
/// 2020) with its lightness `Lr`, which has a toe near black. Their distance is the HyAB of
/// Abasi, Amani Tehran and Fairchild ("Distance metrics for very large color differences",
/// 2019): the difference in lightness, and the Euclidean distance of the rest added to it. That
/// of black and white is 1.
///
/// Both the light of samples and its cube root are read from lines between the entries of
/// tables, of 256 and of 4097 entries, as pixelmatch does: where a distance is close to the
/// tolerance, the tables decide.
final class ColourDistance: @unchecked Sendable {
  // Nothing of the tables changes once they are made.
  private let light: UnsafeMutablePointer<Double>
  private let roots: UnsafeMutablePointer<Double>
  private let lightOfSample: UnsafeMutablePointer<Double>
  /// The tables, for the kernels.
  private let distance: ck_colour_distance

  private let tolerance: Double
  private let cones: ConeResponse
  private let maximum: UInt16
  private let samplesPerLevel: Double

  /// - Parameters:
  ///   - tolerance: The distance up to which colours are alike, at least 0.
  ///   - depth: That of the samples.
  ///   - cones: That of the light that the samples stand for.
  init(tolerance: Double, _ depth: ImageLayout.Depth, _ cones: ConeResponse) {
    self.tolerance = tolerance
    self.cones = cones
    maximum = UInt16(depth.maximum)
    samplesPerLevel = depth == .eight ? 1 : 257
    light = .allocate(capacity: 257)
    for level in 0...256 {
      light[level] = TransferFunction.sRGB.light(of: Double(min(level, 255)) / 255)
    }
    roots = .allocate(capacity: Self.rootSteps + 2)
    for step in 0...Self.rootSteps + 1 {
      roots[step] = cbrt(Double(step) / Double(Self.rootSteps))
    }
    lightOfSample = .allocate(capacity: depth.maximum + 1)
    for sample in 0...depth.maximum {
      lightOfSample[sample] = Self.line(light, Double(sample) * 255 / Double(depth.maximum))
    }
    distance = ck_colour_distance(
      light: lightOfSample, roots: roots, response: cones.table, tolerance: tolerance)
  }

  deinit {
    light.deallocate()
    roots.deallocate()
    lightOfSample.deallocate()
  }

  /// Finds the pixels of a row of which the colours lie farther apart than the tolerance.
  ///
  /// - Parameters:
  ///   - largest: The largest difference of each pixel's samples: where it is 0, nothing is
  ///     looked at.
  ///   - differ: Receives whether it is, for each pixel whose samples differ.
  func findExcesses(
    _ one: PlanesView, _ other: PlanesView, row: Int, _ largest: UnsafePointer<UInt16>,
    into differ: UnsafeMutablePointer<UInt8>
  ) {
    let width = one.width
    for first in stride(from: 0, to: width, by: Self.blockPixels) {
      let block = first..<min(first + Self.blockPixels, width)
      guard block.contains(where: { largest[$0] != 0 }) else { continue }
      let (a, b) = (one.colours(row: row, column: first), other.colours(row: row, column: first))
      if let a, let b {
        findExcesses(a, b, count: block.count, ck_best_instructions(), into: differ + first)
      }
      for column in block where largest[column] != 0 {
        let (a, b) = (one.pixel(row: row, column: column), other.pixel(row: row, column: column))
        guard one.colorModel == .cmyk || a.alpha < maximum || b.alpha < maximum else { continue }
        let isExceeded = isExceeded(by: a, b, number: row &* width &+ column)
        differ[column] = isExceeded ? 1 : 0
      }
    }
  }

  /// Whether the colours of each of some opaque pixels lie farther apart than the tolerance: 1
  /// or 0.
  func excesses(
    _ one: ColourLines, _ other: ColourLines, count: Int, _ instructions: ck_instructions
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { differ, initialized in
      findExcesses(one, other, count: count, instructions, into: differ.baseAddress!)
      initialized = count
    }
  }

  private func findExcesses(
    _ one: ColourLines, _ other: ColourLines, count: Int, _ instructions: ck_instructions,
    into differ: UnsafeMutablePointer<UInt8>
  ) {
    withUnsafePointer(to: distance) { distance in
      withTriples(one, other) { one, other in
        ck_colours_differ(instructions, distance, one, other, count, differ)
      }
    }
  }

  /// Whether the colours of a pixel lie farther apart than the tolerance.
  ///
  /// - Parameter number: That of the pixel in reading order, which the pattern behind it depends
  ///   on.
  func isExceeded(by one: PixelSamples, _ other: PixelSamples, number: Int) -> Bool {
    guard one.alpha == maximum, other.alpha == maximum else {
      let background = Self.background(of: number)
      return isExceeded(by: blend(one, on: background), blend(other, on: background))
    }
    return isExceeded(by: opaque(one), opaque(other))
  }

  private func opaque(_ pixel: PixelSamples) -> SIMD3<Double> {
    SIMD3(
      lightOfSample[Int(pixel.red)], lightOfSample[Int(pixel.green)],
      lightOfSample[Int(pixel.blue)])
  }

  private func blend(_ pixel: PixelSamples, on background: SIMD3<Double>) -> SIMD3<Double> {
    let levels = SIMD3(Double(pixel.red), Double(pixel.green), Double(pixel.blue))
    let alpha = Double(pixel.alpha) / samplesPerLevel
    let blended = (levels / samplesPerLevel * alpha + background * (255 - alpha)) / 255
    return SIMD3(
      Self.line(light, blended.x), Self.line(light, blended.y), Self.line(light, blended.z))
  }

  /// The pattern behind transparency, in levels of 8 bits.
  private static func background(of pixel: Int) -> SIMD3<Double> {
    // The samples of a picture of four channels are counted, so that of red is never odd.
    let sample = Double(4 * pixel)
    let green = Int(sample / 1.618033988749895) & 1
    let blue = Int(sample / 2.618033988749895) & 1
    return SIMD3(48, Double(48 + 159 * green), Double(48 + 159 * blue))
  }

  private func isExceeded(by one: SIMD3<Double>, _ other: SIMD3<Double>) -> Bool {
    let (a, b) = (root(cones.response(to: one)), root(cones.response(to: other)))
    let rest = tolerance - abs(Self.lightness(a) - Self.lightness(b))
    guard rest > 0 else { return true }
    let apart = a - b
    let redness = 1.9779984951 * apart.x - 2.4285922050 * apart.y + 0.4505937099 * apart.z
    let yellowness = 0.0259040371 * apart.x + 0.7827717662 * apart.y - 0.8086757660 * apart.z
    return redness * redness + yellowness * yellowness > rest * rest
  }

  private func root(_ response: SIMD3<Double>) -> SIMD3<Double> {
    let places = response * Double(Self.rootSteps)
    return SIMD3(
      Self.line(roots, places.x), Self.line(roots, places.y), Self.line(roots, places.z))
  }

  private static func lightness(_ roots: SIMD3<Double>) -> Double {
    let lightness = 0.2104542553 * roots.x + 0.7936177850 * roots.y - 0.0040720468 * roots.z
    let (k1, k2) = (0.206, 0.03)
    let k3 = (1 + k1) / (1 + k2)
    let x = k3 * lightness - k1
    return 0.5 * (x + (x * x + 4 * k2 * k3 * lightness).squareRoot())
  }

  private static func line(_ table: UnsafeMutablePointer<Double>, _ place: Double) -> Double {
    let node = Int(place)
    return table[node] + (table[node + 1] - table[node]) * (place - Double(node))
  }

  /// The steps of the table of cube roots.
  private static let rootSteps = Int(CK_ROOT_STEPS)

  /// The pixels that are looked at if one of them differs.
  private static let blockPixels = 64
}

/// The first samples of the colours of a pixel, and of those beside it.
typealias ColourLines = (
  red: UnsafePointer<UInt16>, green: UnsafePointer<UInt16>, blue: UnsafePointer<UInt16>
)

private func withTriples(
  _ one: ColourLines, _ other: ColourLines,
  _ body: (
    UnsafePointer<UnsafePointer<UInt16>?>, UnsafePointer<UnsafePointer<UInt16>?>
  ) -> Void
) {
  withUnsafeTemporaryAllocation(of: UnsafePointer<UInt16>?.self, capacity: 6) { lines in
    for (index, line) in [one.red, one.green, one.blue, other.red, other.green, other.blue]
      .enumerated()
    { lines.initializeElement(at: index, to: line) }
    body(lines.baseAddress!, lines.baseAddress! + 3)
  }
}

/// The samples of a pixel, an opaque one having the largest alpha.
struct PixelSamples {
  var red: UInt16
  var green: UInt16
  var blue: UInt16
  var alpha: UInt16
}

/// How the long, medium and short cones of OKLab respond to light of some primaries: to white
/// with 1 each.
struct ConeResponse: Sendable {
  private let red: SIMD3<Double>
  private let green: SIMD3<Double>
  private let blue: SIMD3<Double>

  func response(to light: SIMD3<Double>) -> SIMD3<Double> {
    red * light.x + green * light.y + blue * light.z
  }

  /// The responses of each cone to red, to green and to blue.
  var table:
    (
      (Double, Double, Double), (Double, Double, Double), (Double, Double, Double)
    )
  {
    ((red.x, red.y, red.z), (green.x, green.y, green.z), (blue.x, blue.y, blue.z))
  }

  /// That to light of sRGB.
  static let sRGB = ConeResponse(
    red: SIMD3(0.4122214708, 0.2119034982, 0.0883024619),
    green: SIMD3(0.5363325363, 0.6806995451, 0.2817188376),
    blue: SIMD3(0.0514459929, 0.1073969566, 0.6299787005))

  /// That to light of the primaries of ITU-R BT.2020, which become sRGB's as BT.2087 says.
  static let bt2020 = ConeResponse(
    red: sRGB.response(to: SIMD3(1.6605, -0.1246, -0.0182)),
    green: sRGB.response(to: SIMD3(-0.5876, 1.1329, -0.1006)),
    blue: sRGB.response(to: SIMD3(-0.0728, -0.0083, 1.1187)))
}
