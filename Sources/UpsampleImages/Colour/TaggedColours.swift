/// What a file says of the meaning of its colours: the first of what it says by
/// the precedence of the PNG specification (third edition).
enum TaggedColours: Hashable, Sendable {
  /// The code points of a cICP chunk: primaries, transfer function, matrix, range.
  case codePoints([UInt8])
  /// A colour profile of the picture's colour model.
  case profile(ICCProfile)
  /// sRGB, by its name or because nothing else is said.
  case sRGB
  /// A gamma, chromaticities, or both, as ``PNGColour`` has them.
  case calibrated(gamma: Int?, chromaticities: [Int]?)
}

extension PictureMetadata {
  /// What the file says of the colours of its pixels of that layout.
  func taggedColours(of layout: ImageLayout) -> TaggedColours {
    // Primaries or a function of 2 are those that someone else tells.
    if let points = colour.codingPoints, points[0] != 2, points[1] != 2 {
      return points[0] == 1 && points[1] == 13 && points[3] == 1 ? .sRGB : .codePoints(points)
    }
    if let profile = profile(of: layout.colorModel) { return .profile(profile) }
    if colour.sRGB != nil || colour.saysNothingButSRGB { return .sRGB }
    return .calibrated(
      gamma: colour.gamma, chromaticities: layout.colorModel == .gray ? nil : colour.chromaticities
    )
  }

  /// The colour profile, if it describes colours of the model.
  func profile(of model: ImageLayout.ColorModel) -> ICCProfile? {
    profile.flatMap { $0.colourSpace == ICCProfile.ColourSpace(model) ? $0 : nil }
  }
}

extension TaggedColours {
  /// Whether no other format than PNG can say the same.
  var isKnownToPNGAlone: Bool {
    switch self {
    case .codePoints, .calibrated: true
    case .profile, .sRGB: false
    }
  }
}

extension ICCProfile.ColourSpace {
  /// The colour space of the profiles that fit a colour model.
  init(_ model: ImageLayout.ColorModel) {
    switch model {
    case .gray: self = .gray
    case .rgb: self = .rgb
    case .cmyk: self = .cmyk
    }
  }
}

extension PNGColour {
  /// The chromaticities of sRGB.
  static let chromaticitiesOfSRGB = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000]

  /// Whether gamma and chromaticities are not told, or as close to sRGB's as makes
  /// no difference of a level: programs round in different ways.
  fileprivate var saysNothingButSRGB: Bool {
    let usualGamma = gamma.map { (45000...46000).contains($0) } ?? true
    let usualPrimaries =
      chromaticities.map { zip($0, Self.chromaticitiesOfSRGB).allSatisfy { abs($0 - $1) <= 100 } }
      ?? true
    return usualGamma && usualPrimaries
  }
}
