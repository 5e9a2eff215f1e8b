import CColour
import CKernels

/// The way of a picture's codes to light of sRGB's primaries, by what its file says of its
/// colours.
///
/// It is that of JPEG XL's software, so that measures which begin with it come to the same:
/// codes of sRGB by its formula, all others by Little CMS, relatively colorimetric with black
/// point compensation, without limits. What a gamma or chromaticities say is taken at its word,
/// however close to sRGB. Colours that can't be known count as sRGB.
package final class LightConversion: @unchecked Sendable {
  // Little CMS changes nothing of a transform while it converts. None stands for sRGB.
  private let transform: OpaquePointer?

  /// That of sRGB.
  package static let sRGB = LightConversion()

  private init() { transform = nil }

  /// The conversion of a picture's codes.
  ///
  /// - Parameter layout: The picture's, gray or RGB.
  package init(of metadata: PictureMetadata, _ layout: ImageLayout) {
    transform = metadata.transformToLight(of: layout)
  }

  deinit { cco_light_destroy(transform) }

  /// Turns `count` codes, 0 to 1, of each of one plane of gray or three of red, green and blue
  /// into light, where they stand.
  package func convert(_ planes: [UnsafeMutablePointer<Float>], count: Int) {
    guard let transform else {
      for plane in planes { ck_srgb_to_light(ck_best_instructions(), plane, count) }
      return
    }
    let channels = planes.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: channels * count) { pixels in
      for channel in 0..<channels {
        for index in 0..<count { pixels[index &* channels &+ channel] = planes[channel][index] }
      }
      cco_light_convert(transform, pixels.baseAddress!, pixels.baseAddress!, count)
      for channel in 0..<channels {
        for index in 0..<count {
          // A profile may lead to infinity, and from there to no number, which differs from
          // nothing.
          let light = pixels[index &* channels &+ channel]
          planes[channel][index] = light.isFinite ? light : 0
        }
      }
    }
  }
}

extension PictureMetadata {
  /// The transform to light, which belongs to the caller, or `nil` of sRGB.
  fileprivate func transformToLight(of layout: ImageLayout) -> OpaquePointer? {
    let channels = Int32(layout.colors)
    switch taggedColours(of: layout) {
    case .profile(let profile):
      return cco_light_of_profile(profile.bytes, profile.bytes.count, channels)
    case .codePoints(let points):
      guard let function = TransferFunction(codePoint: points[1]), points[3] == 1,
        let chromaticities = try? TaggedColours.codePoints(points).chromaticities()
      else { return nil }
      return transform(chromaticities, function, channels)
    case .sRGB where colour.sRGB != nil || colour.codingPoints != nil: return nil
    case .sRGB, .calibrated:
      if let gamma = colour.gamma, !(10_000...1_000_000).contains(gamma) { return nil }
      let chromaticities = layout.colorModel == .gray ? nil : colour.chromaticities
      return transform(
        chromaticities.map { $0.map { Double($0) / 100_000 } },
        colour.gamma.map { .power(100_000 / Double($0)) } ?? .sRGB, channels)
    }
  }

  private func transform(
    _ chromaticities: [Double]?, _ function: TransferFunction, _ channels: Int32
  ) -> OpaquePointer? {
    let usual = PNGColour.chromaticitiesOfSRGB.map { Double($0) / 100_000 }
    let colours = chromaticities.map(\.withoutRounding).flatMap { $0 == usual ? nil : $0 }
    guard colours != nil || function != .sRGB, let curve = function.parameters else { return nil }
    return cco_light_of_chromaticities(colours, curve, channels)
  }
}

extension [Double] {
  /// Chromaticities, those of which that are told in a file as known ones are rounded to be
  /// these.
  fileprivate var withoutRounding: [Double] {
    func known(_ own: ArraySlice<Double>, _ all: [[Double]]) -> [Double] {
      all.first { zip($0, own).allSatisfy { abs($0 - $1) <= 8e-5 } } ?? Array(own)
    }
    return known(self[..<2], [[0.3127, 0.3290]])
      + known(
        self[2...],
        [
          [0.64, 0.33, 0.30, 0.60, 0.15, 0.06], [0.708, 0.292, 0.170, 0.797, 0.131, 0.046],
          [0.680, 0.320, 0.265, 0.690, 0.150, 0.060],
        ])
  }
}

extension TransferFunction {
  /// The numbers g, a, b, c and d by which the light of a code `x` is `(a x + b)^g` from `d` on
  /// and `c x` below; `nil` of functions that are no such curve.
  fileprivate var parameters: [Double]? {
    switch self {
    case .sRGB: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
    case .power(let exponent): [exponent, 1, 0, 0, 0]
    case .bt709:
      [1 / 0.45, 1 / 1.09929682680944, 0.09929682680944 / 1.09929682680944, 1 / 4.5, 0.081242858]
    case .perceptualQuantizer, .hybridLogGamma: nil
    }
  }
}
