/// How the colours of a picture are convolved and written, and what becomes of
/// what the file says of them.
package struct ColourPlan {
  /// What is done about colours.
  private(set) var steps = ColourSteps()
  /// What the file says, as it holds for the output.
  package private(set) var metadata: PictureMetadata
  /// What is not as one might expect.
  package private(set) var warnings: [ColourNotice] = []
  /// What was done as usual.
  package private(set) var notes: [ColourNotice] = []

  private let stored: ImageLayout
  private let format: ImageFormat
  private let options: ColorOptions
  private let inks: InkPolicy
  /// The tone curves of the output, where light is convolved.
  private var outputCurves: [ToneCurve] = []

  /// What becomes of a picture of inks.
  package enum InkPolicy: Hashable, Sendable {
    /// They stay inks where the format holds them.
    case kept
    /// They become sRGB, as what works on them takes light alone.
    case converted
  }

  /// Plans for a picture of a layout that is written in a format.
  package init(
    _ stored: ImageLayout, _ metadata: PictureMetadata, to format: ImageFormat,
    _ options: ColorOptions, inks: InkPolicy = .kept
  ) {
    self.stored = stored
    self.metadata = metadata
    self.format = format
    self.options = options
    self.inks = inks
    switch stored.colorModel {
    case .cmyk: planInks()
    case .gray, .rgb: planColours()
    }
    if format == .jpeg, stored.hasAlpha { planBackground() }
  }

  /// The working space of the picture.
  package var space: WorkingSpace { WorkingSpace(stored, steps) }

  /// Decodes samples to light of the curves, and the output's samples from it.
  private mutating func convolveLight(of curves: [ToneCurve]) {
    steps.decoding = curves.map { $0.table(of: space.depth) }
    steps.encoding = encodings(curves)
    outputCurves = curves
  }

  private func encodings(_ curves: [ToneCurve]) -> [EncodingCurve] {
    curves.map {
      EncodingCurve($0, units: space.depth, precision: format.depth(for: stored.depth))
    }
  }
}

// Inks stay in a JPEG, if they may, and become sRGB in a PNG.
extension ColourPlan {
  private mutating func planInks() {
    guard format == .png || inks == .converted else {
      if options.light == .linear { notes.append(.inksAsStored) }
      return
    }
    let (conversion, failure) = InkConversion.best(for: metadata)
    steps.inks = conversion
    if let failure {
      warnings.append(.unusedInkProfile(failure))
    } else {
      let notice = ColourNotice.inksToSRGB(
        metadata.profile(of: .cmyk) == nil ? .formula : .profile)
      if format == .png { notes.append(notice) } else { warnings.append(notice) }
    }
    if let profile = metadata.profile, profile.colourSpace != .cmyk {
      warnings.append(.misfitProfile(profile.colourSpace))
    }
    metadata.becomeSRGB()
    metadata.colour.sRGB = 0
    if options.light == .linear { convolveLight(of: [.sRGB]) }
  }
}

// What a JPEG can't tell of colours becomes sRGB there.
extension ColourPlan {
  private mutating func planColours() {
    let tagged = metadata.taggedColours(of: stored)
    if format == .jpeg, tagged == .sRGB { becomeSRGBByName() }
    guard format == .jpeg, tagged.isKnownToPNGAlone else {
      if options.light == .linear { planLight(of: tagged) }
      return
    }
    do throws(UnknownColours) {
      try planConversion(of: tagged)
    } catch {
      let profile = metadata.profile(of: stored.colorModel)
      warnings.append(.untoldInJPEG(error, besides: profile == nil ? .nothing : .profile))
      metadata.colour = PNGColour()
      if options.light == .linear { planLight(of: tagged) }
    }
  }

  /// A JPEG without a profile is sRGB. One beside cICP would come to hold.
  private mutating func becomeSRGBByName() {
    if metadata.profile(of: stored.colorModel) != nil {
      notes.append(.profileGaveWay)
      metadata.profile = nil
    }
    metadata.colour.codingPoints = nil
  }

  private mutating func planConversion(of tagged: TaggedColours) throws(UnknownColours) {
    guard options.color == .convert else {
      throw .kept
    }
    steps = try tagged.stepsToSRGB(of: stored, light: options.light)
    if options.light == .linear { outputCurves = [.sRGB] }
    metadata.becomeSRGB()
    notes.append(.toSRGB)
  }

  private mutating func planLight(of tagged: TaggedColours) {
    do throws(UnknownColours) {
      convolveLight(of: try tagged.toneCurves(of: stored.colorModel))
      guard steps.returnEveryCode(of: space.depth, precision: format.depth(for: stored.depth))
      else {
        throw .curvesWithoutInverse
      }
    } catch {
      warnings.append(.unknownLight(error))
      convolveLight(of: [.sRGB])
    }
  }
}

// Transparency ends in a JPEG.
extension ColourPlan {
  private mutating func planBackground() {
    switch options.background {
    case nil:
      warnings.append(.flattenedOnWhite)
      steps.background = numbers(of: .white)
    case .color(let colour): steps.background = numbers(of: colour)
    case .own:
      if let own = metadata.background, own.count == stored.colors {
        steps.background = numbers(ofStored: own)
      } else {
        warnings.append(.noBackground)
        steps.background = numbers(of: .white)
      }
    }
  }

  /// A colour of the output as numbers that are convolved: one for gray, of a gray
  /// picture.
  private func numbers(of colour: Background.Color) -> [Float] {
    let isGray = stored.colorModel == .gray && colour.isGray
    let samples = isGray ? [colour.red] : [colour.red, colour.green, colour.blue]
    let maximum = Float(space.depth.maximum)
    return samples.enumerated().map { channel, sample in
      guard let first = outputCurves.first else { return Float(sample) / 255 * maximum }
      let curve = outputCurves.count == samples.count ? outputCurves[channel] : first
      return curve.light[Int(sample) * 257] * maximum
    }
  }

  /// A colour of the picture as numbers that are convolved.
  private func numbers(ofStored samples: [UInt16]) -> [Float] {
    let pixel = ImageLayout(width: 1, height: 1, channels: samples.count, depth: stored.depth)
    let bytes = samples.flatMap { sample in
      stored.depth == .eight ? [UInt8(sample)] : withUnsafeBytes(of: sample, Array.init)
    }
    return [Float](unsafeUninitializedCapacity: samples.count) { numbers, count in
      steps.enter(bytes, count: 1, of: pixel, into: numbers.baseAddress!)
      count = samples.count
    }
  }
}
