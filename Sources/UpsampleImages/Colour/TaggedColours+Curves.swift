import CColour

extension TaggedColours {
  /// The tone curves of a picture: one for each colour or one for all.
  ///
  /// - Throws: ``UnknownColours`` when they are not known.
  func toneCurves(of model: ImageLayout.ColorModel) throws(UnknownColours) -> [ToneCurve] {
    switch self {
    case .sRGB: return [.sRGB]
    case .calibrated(nil, _): return [.sRGB]
    case .calibrated(let gamma?, _):
      guard (10_000...1_000_000).contains(gamma) else {
        throw .gamma(gamma)
      }
      return [ToneCurve(.power(100_000 / Double(gamma)))]
    case .profile(let profile): return try profile.toneCurves(channels: model == .gray ? 1 : 3)
    case .codePoints(let points):
      guard let function = TransferFunction(codePoint: points[1]), points[3] == 1 else {
        throw .transferFunction(points[1], isFullRange: points[3] == 1)
      }
      return [ToneCurve(function)]
    }
  }

  /// The way of a picture's samples to sRGB, in which or in whose light they are
  /// convolved.
  ///
  /// - Throws: ``UnknownColours`` when it is not known.
  func stepsToSRGB(
    of stored: ImageLayout, light: LightPolicy
  ) throws(UnknownColours) -> ColourSteps {
    try checkPaperWhite()
    var steps = ColourSteps()
    steps.decoding = try toneCurves(of: stored.colorModel).map { $0.table(of: stored.depth) }
    if stored.colorModel == .rgb, let chromaticities = try chromaticities() {
      steps.matrix = try matrixToSRGB(chromaticities)
    }
    switch light {
    case .linear:
      steps.encoding = [EncodingCurve(.sRGB, units: stored.depth, precision: .eight)]
    case .asStored:
      steps.recoding = [EncodingCurve(.sRGB, units: stored.depth, precision: .sixteen)]
    }
    return steps
  }

  /// Refuses colours whose largest sample is the white of a lamp.
  ///
  /// - Throws: ``UnknownColours`` for these.
  func checkPaperWhite() throws(UnknownColours) {
    guard case .codePoints(let points) = self,
      TransferFunction(codePoint: points[1])?.isOfPaperWhite == false
    else { return }
    throw .highDynamicRange
  }

  /// The x and y of white, red, green and blue, unless they are those of sRGB.
  ///
  /// - Throws: ``UnknownColours`` for code points that no one knows.
  func chromaticities() throws(UnknownColours) -> [Double]? {
    switch self {
    case .sRGB, .profile, .calibrated(_, nil): return nil
    case .calibrated(_, let numbers?): return numbers.map { Double($0) / 100_000 }
    case .codePoints(let points):
      if points[0] == 1 { return nil }
      guard let primaries = primaries[points[0]] else {
        throw .primaries(points[0])
      }
      return primaries
    }
  }
}

extension ToneCurve {
  /// That of sRGB.
  static let sRGB = ToneCurve(.sRGB)
}

extension ICCProfile {
  /// The tone curves of a gray profile, or of an RGB profile of three.
  fileprivate func toneCurves(channels: Int) throws(UnknownColours) -> [ToneCurve] {
    var failure = cco_failure()
    let points = Int(CCO_CURVE_POINTS)
    var light = [Float](repeating: 0, count: channels * points)
    guard cco_tone_curves(bytes, bytes.count, Int32(channels), &light, &failure) else {
      throw .profile(ProfileFailure(failure))
    }
    let curves = (0..<channels).compactMap { channel in
      ToneCurve(light: light[(channel * points)..<((channel + 1) * points)])
    }
    guard curves.count == channels else {
      throw .fallingCurves
    }
    return Set(curves).count == 1 ? [curves[0]] : curves
  }
}

/// The columns of the matrix from light of primaries to light of sRGB's.
private func matrixToSRGB(_ chromaticities: [Double]) throws(UnknownColours) -> [SIMD4<Float>] {
  var rows = [Float](repeating: 0, count: 9)
  guard cco_matrix_to_srgb(chromaticities, &rows) else {
    throw .flatChromaticities
  }
  return (0..<3).map { SIMD4(rows[$0], rows[$0 + 3], rows[$0 + 6], 0) }
}

/// The x and y of white, red, green and blue by the codes of ITU-T H.273, table 2.
private let primaries: [UInt8: [Double]] = [
  4: [0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08],
  5: [0.3127, 0.3290, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06],
  6: [0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070],
  7: [0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070],
  9: [0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046],
  11: [0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060],
  12: [0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060],
  22: [0.3127, 0.3290, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077],
]
