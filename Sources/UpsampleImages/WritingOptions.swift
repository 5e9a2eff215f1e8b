import UpsampleBase

/// How pictures are written.
public struct WritingOptions: Hashable, Sendable {
  /// The output's format; `nil` lets the output name's extension decide.
  public var format: OutputFormat?
  /// The quality of a JPEG output; `nil` keeps a JPEG input's own and is 90
  /// for other inputs.
  public var quality: JPEGQuality?
  /// Whether a JPEG output comes in passes.
  public var progression = JPEGProgression.sequential
  /// How hard a PNG output is compressed.
  public var compression = Compression.fast
  /// What becomes of an output that is there already.
  public var existing = ExistingPolicy.replace
  /// What the mode and the time of an output file are.
  public var attributes = AttributePolicy.standard
  /// What the output keeps of what the input says beside its pixels.
  public var metadata = MetadataPolicy.keep
  /// What becomes of the density, the pixels in a length of a print.
  public var density = DensityPolicy.keep

  /// Creates the options of writing a picture as its name says.
  public init() {}
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
