/// How pictures are made larger and written.
public struct UpsampleOptions: Sendable {
  /// How the input is read.
  public var reading = ReadingOptions()
  /// How much larger the picture becomes.
  public var magnification = Magnification.scale(width: 2, height: 2)
  /// The kernel of the transposed convolution.
  public var kernel = Kernel.interpolation(.bilinear)
  /// What becomes of a filter of the user's own whose phases do not sum to 1.
  public var gain = KernelGain.asGiven
  /// What lies beyond the picture's edges.
  public var border = Border.replicate
  /// Whether samples or their light is interpolated.
  public var light = LightPolicy.asStored
  /// What becomes of colours that a JPEG output can't tell of.
  public var color = ColorPolicy.convert
  /// What a JPEG output shows behind transparency; `nil` is white, with a warning.
  public var background: Background?
  /// The quality of a JPEG output; `nil` keeps a JPEG input's own and is 90
  /// for other inputs.
  public var quality: JPEGQuality?
  /// Whether a JPEG output comes in passes.
  public var progression = JPEGProgression.sequential
  /// How hard a PNG output is compressed.
  public var compression = Compression.fast
  /// The output's format; `nil` lets the output name's extension decide.
  public var format: OutputFormat?
  /// What becomes of an output that is there already.
  public var existing = ExistingPolicy.replace
  /// What the mode and the time of an output file are.
  public var attributes = AttributePolicy.standard
  /// What the output keeps of what the input says beside its pixels.
  public var metadata = MetadataPolicy.keep
  /// What becomes of the density, the pixels in a length of a print.
  public var density = DensityPolicy.keep
  /// The number of threads that work at once, at least 1. The bytes written
  /// never depend on it.
  public var jobs = 1

  /// Creates the options of doubling a picture bilinearly.
  public init() {}
}

/// What becomes of a filter of the user's own whose phases do not sum to 1.
public enum KernelGain: Hashable, Sendable {
  /// It is applied as it is.
  case asGiven
  /// The taps of each phase are divided by their sum, so that a constant
  /// picture stays constant.
  case normalized
}

/// How much larger a picture becomes.
public enum Magnification: Hashable, Sendable {
  /// By exact factors, each at least 1.
  case scale(width: Ratio, height: Ratio)
  /// To a size in pixels, at least the input's; an absent extent follows the
  /// other one, rounded to the nearest pixel.
  case size(width: Int?, height: Int?)
}

/// What lies beyond the edges of a picture.
public enum Border: String, Hashable, Sendable, CaseIterable {
  /// The outermost sample, again and again.
  case replicate
  /// The picture mirrored at its outermost sample, which is not repeated.
  case reflect
  /// The picture's opposite edge, as if it tiled the plane.
  case wrap
  /// Nothing: TensorFlow's own padding, by which borders darken.
  case zero
}

/// What is interpolated.
public enum LightPolicy: Hashable, Sendable {
  /// The samples as they are stored.
  case asStored
  /// The light that they stand for, by the picture's tone curve.
  case linear
}

/// What becomes of the colours of a PNG input whose gamma, chromaticities or
/// code points a JPEG output can't tell.
public enum ColorPolicy: String, Hashable, Sendable, CaseIterable {
  /// They are converted to sRGB.
  case convert
  /// Their samples stay as they are, with a warning.
  case keep
}

/// What is behind a picture with transparency.
public enum Background: Hashable, Sendable {
  /// A colour of 8 bits a sample, in the colours of the output.
  public struct Colour: Hashable, Sendable {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// All light that there is.
    public static let white = Colour(red: 255, green: 255, blue: 255)

    /// Whether it is gray, black or white.
    var isGray: Bool { red == green && green == blue }
  }

  case colour(Colour)
  /// What the input names itself, and white if it names nothing.
  case own
}

/// The quality of a JPEG file.
public enum JPEGQuality: Hashable, Sendable {
  /// The input's own quantisation tables, chroma subsampling and restart markers.
  case keep
  /// libjpeg's scale of 1 (smallest) to 100 (best).
  case percent(Int)
}

/// The order in which a JPEG file holds its picture.
public enum JPEGProgression: Hashable, Sendable {
  /// From top to bottom.
  case sequential
  /// The whole picture coarsely at first, then finer and finer. Writing holds the
  /// whole picture, two bytes a sample.
  case progressive
}

/// How hard a PNG file is compressed. The pixels are the same.
public enum Compression: String, Hashable, Sendable, CaseIterable {
  /// ISA-L's deflate, and one filter for all rows: the least time by far.
  case fast
  /// zlib's level 6, and for each part of the picture the best of all filters.
  case balanced
  /// zlib's level 9, and for each part of the picture the best of all filters.
  case small
}

/// The format of an output file.
public enum OutputFormat: String, Hashable, Sendable, CaseIterable {
  /// The input's own.
  case same
  /// PNG, with all of the input's bits.
  case png
  /// JPEG, of 8 bits a sample.
  case jpeg
}

/// What becomes of an output that is there already.
public enum ExistingPolicy: String, Hashable, Sendable, CaseIterable {
  /// It gives way when the new one is complete.
  case replace
  /// It stays, and the input is not even opened.
  case skip
  /// It stays, and the request fails.
  case fail
}

/// What the mode and the time of an output file are.
public enum AttributePolicy: Hashable, Sendable {
  /// The mode of a file that it replaces, or what the process gives new ones; and
  /// the time at which it is made.
  case standard
  /// Those of the input, if that is a file.
  case copied
}

/// What an output keeps of what the input says beside its pixels.
public enum MetadataPolicy: String, Hashable, Sendable, CaseIterable {
  /// What still holds and has a place in the output's format.
  case keep
  /// That, and as text what has no other place.
  case all
  /// What is kept but for what may tell of places, persons, owners, serial numbers and
  /// numbers of single pictures, and for what can't be searched for that.
  case `private`
  /// Nothing but the colours: the profile, gamma and the like.
  case strip
}

/// What becomes of a picture's density, the pixels in a length of a print.
public enum DensityPolicy: Hashable, Sendable {
  /// It stays as it is: a picture of twice as many pixels prints twice as large.
  case keep
  /// It grows with the picture, which prints as large as before.
  case multiply
}

/// Where a picture comes from or goes to.
public enum Endpoint: Hashable, Sendable {
  /// The file of that name.
  case file(FilePath)
  /// Standard input or standard output.
  case standardStream
}
