/// What becomes of colours that one might not expect, as values.
package enum ColourNotice: Hashable, Sendable {
  /// A CMYK profile can't be used, so the plain formula turned the inks to sRGB.
  case unusedInkProfile(ProfileFailure)
  /// The profile of a picture of inks is none of inks, and is dropped.
  case misfitProfile(ICCProfile.ColourSpace)
  /// A JPEG does not tell of the colours, unless by the profile that it keeps.
  case untoldInJPEG(UnknownColours, besides: ToldColours)
  /// The light of the colours is not known, so that of sRGB was taken.
  case unknownLight(UnknownColours)
  /// Transparency is flattened on white, as nothing else was asked for.
  case flattenedOnWhite
  /// The picture's own background was asked for, and it has none.
  case noBackground

  // MARK: As usual

  /// Inks are interpolated as they are stored.
  case inksAsStored
  /// Inks became sRGB.
  case inksToSRGB(InkWay)
  /// A profile gave way to the chunk that says sRGB.
  case profileGaveWay
  /// Colours became sRGB.
  case toSRGB

  /// What still tells of colours.
  package enum ToldColours: Hashable, Sendable { case nothing, profile }
  /// By what inks become sRGB.
  package enum InkWay: Hashable, Sendable { case formula, profile }
}

/// Why a picture's colours stay as they are.
package enum UnknownColours: Error, Hashable, Sendable {
  /// So they were asked to.
  case kept
  /// The gamma, times 100000, is none of a picture.
  case gamma(Int)
  /// The transfer function of cICP is not known.
  case transferFunction(UInt8, isFullRange: Bool)
  /// The primaries of cICP are not known.
  case primaries(UInt8)
  case highDynamicRange
  case profile(ProfileFailure)
  /// The tone curves of the profile fall.
  case fallingCurves
  /// The tone curves do not return every code.
  case curvesWithoutInverse
  /// The chromaticities span no colours.
  case flatChromaticities
}

// MARK: Words

extension ColourNotice: CustomStringConvertible {
  /// A clause for people to read.
  package var description: String {
    switch self {
    case .unusedInkProfile(let failure):
      "its CMYK colour profile can't be used (\(failure.reason)); "
        + "its inks became sRGB by the plain formula"
    case .misfitProfile(let space):
      "its \(space.name) colour profile does not fit its inks, dropped"
    case .untoldInJPEG(let colours, let besides):
      "\(colours); a JPEG does not tell of them"
        + (besides == .nothing ? "" : " but by its colour profile")
        + ", so they may look different"
    case .unknownLight(let colours): "\(colours); light was interpolated by sRGB's tone curve"
    case .flattenedOnWhite:
      "its transparency is flattened on white; `background` takes another colour"
    case .noBackground: "it names no background of its own, flattened on white"
    case .inksAsStored:
      "its inks are interpolated as they are stored, for what they cover adds up as light does"
    case .inksToSRGB(.formula): "its inks became sRGB by the plain formula"
    case .inksToSRGB(.profile): "its inks became sRGB by its colour profile"
    case .profileGaveWay: "its colour profile gave way to its cICP, which says sRGB"
    case .toSRGB: "its colours became sRGB"
    }
  }
}

extension UnknownColours: CustomStringConvertible {
  /// A clause for people to read.
  package var description: String {
    switch self {
    case .kept: "its colours are kept as they are stored"
    case .gamma(let gamma): "its gamma of \(Double(gamma) / 100_000) is none of a picture"
    case .transferFunction(let code, let isFullRange):
      "the transfer function \(code)\(isFullRange ? "" : " in narrow range") of its cICP "
        + "is not known"
    case .primaries(let code): "the primaries \(code) of its cICP are not known"
    case .highDynamicRange: "its colours have a high dynamic range, by cICP"
    case .profile(let failure): "its colour profile can't be used: \(failure.reason)"
    case .fallingCurves: "the tone curves of its colour profile do not go from dark to light"
    case .curvesWithoutInverse: "the tone curves of its colours can't be inverted"
    case .flatChromaticities: "its chromaticities span no colours"
    }
  }
}
