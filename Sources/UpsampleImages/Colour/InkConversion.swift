import CColour

/// A way from the inks of a picture to red, green and blue.
///
/// It is that of a colour profile, relatively colorimetric with black point
/// compensation, as programs for printing have it by default; without one each
/// light is the product of what colour and black leave out, `R = C K`.
package final class InkConversion: @unchecked Sendable {
  // Little CMS changes nothing of a transform while it converts.
  private let profile: OpaquePointer?

  /// The conversion by the product of what is left out.
  init() { profile = nil }

  /// The conversion of a profile.
  ///
  /// - Throws: ``ProfileFailure`` for a profile that can't be used.
  init(_ profile: ICCProfile) throws(ProfileFailure) {
    var failure = cco_failure()
    guard let inks = cco_inks_create(profile.bytes, profile.bytes.count, &failure) else {
      throw ProfileFailure(failure)
    }
    self.profile = inks
  }

  /// The conversion of a picture's profile, or the product with the reason why
  /// its profile can't be used, if it has one.
  package static func best(
    for metadata: PictureMetadata
  ) -> (conversion: InkConversion, failure: ProfileFailure?) {
    guard let profile = metadata.profile(of: .cmyk) else { return (InkConversion(), nil) }
    do throws(ProfileFailure) {
      return (try InkConversion(profile), nil)
    } catch {
      return (InkConversion(), error)
    }
  }

  deinit { cco_inks_destroy(profile) }

  /// Converts `count` pixels of cyan, magenta, yellow and black of 8 bits, each
  /// the share of ink that is left out, to red, green and blue of 16 bits.
  package func convert(
    _ row: UnsafeRawPointer, count: Int, into rgb: UnsafeMutablePointer<UInt16>
  ) {
    let inks = row.assumingMemoryBound(to: UInt8.self)
    if let profile { return cco_inks_convert(profile, inks, rgb, count) }
    for pixel in 0..<count {
      let black = UInt32(inks[4 &* pixel &+ 3])
      for channel in 0..<3 {
        // 65535 / 255^2 is 257 / 255; an odd divisor leaves no halves.
        let light = UInt32(inks[4 &* pixel &+ channel]) &* black &* 257 &+ 127
        rgb[3 &* pixel &+ channel] = UInt16(truncatingIfNeeded: light / 255)
      }
    }
  }
}

/// Why a colour profile can't be used, as a clause for people.
package struct ProfileFailure: Error, Hashable, Sendable {
  let reason: String

  init(_ failure: cco_failure) {
    reason = withUnsafeBytes(of: failure.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
