import UpsampleBase
import UpsampleImages

/// Compares two pictures.
///
/// Both are read at once, band by band, so the memory taken does not grow with
/// their height. Apart from that are interlaced PNG files, JPEG files of several
/// scans, and pictures that are stored turned, which are held whole.
///
/// - Parameters:
///   - one: A PNG or JPEG file, known by its first bytes.
///   - other: Another one. Not both can be standard input.
///   - heatMap: Where a drawing of the differences goes, if anywhere: the first picture
///     in dark gray, and what differs coloured by how much. Pictures of different sizes are
///     drawn one over the other.
///   - options: What is measured, and how.
///   - progress: Called with the rows read so far and the layout of all that
///     are read, by one thread at a time: with a heat map twice the pictures'.
/// - Throws: ``UpsampleError`` when a picture or the mask can't be read, when a part that does
///   not count reaches beyond the pictures, when the mask has another size, or when the heat map
///   can't be written or is one of the files that are read. Pictures that differ are no error.
public func compareImages(
  _ one: Endpoint, _ other: Endpoint, heatMap: Endpoint? = nil,
  options: ComparisonOptions = ComparisonOptions(),
  progress: (@Sendable (_ rows: Int, _ read: ImageLayout) -> Void)? = nil
) throws(UpsampleError) -> ImageComparison {
  guard [one, other] != [.standardStream, .standardStream] else {
    throw .request(
      RequestFault(subject: "diff", fault: "A and B can't both be standard input"))
  }
  let readings = heatMap == nil ? 1 : 2
  return try compareFiles(
    try InputFile.open(one, readings: readings), try InputFile.open(other, readings: readings),
    heatMap: heatMap, options: options, progress: progress)
}

/// Compares the pictures of two files, as ``compareImages(_:_:heatMap:options:progress:)``
/// does.
package func compareFiles(
  _ one: InputFile, _ other: InputFile, heatMap: Endpoint? = nil, options: ComparisonOptions,
  progress: (@Sendable (_ rows: Int, _ read: ImageLayout) -> Void)? = nil
) throws(UpsampleError) -> ImageComparison {
  let format = try heatMap.map { output throws(UpsampleError) in
    try ImageFormat(of: output, streams: .png)
  }
  let files = try ComparedFiles(one, other, options)
  let sources = try files.openSources()
  var comparison = ImageComparison(one: sources.stored[0], other: sources.stored[1])
  let ignored =
    comparison.haveOneSize ? try files.ignoredPixels(of: comparison.one) : nil
  let output = try heatMap.map { target throws(UpsampleError) in
    try OutputFile(target, inputs: [one, other] + files.masks)
  }
  let read = comparison.readLayout(drawing: heatMap != nil)
  if comparison.haveOneSize {
    comparison.difference = try ImageDifference(
      sources.one, sources.other, options: options, ignoring: ignored, cones: sources.cones,
      within: files.allowance
    ) { rows in progress?(rows, read) }
  }
  if let output, let format {
    let passed = comparison.haveOneSize ? comparison.one.height : 0
    try files.draw(comparison, ignoring: ignored, to: output, format) { rows in
      progress?(passed + rows, read)
    }
  }
  return comparison
}

extension ImageComparison {
  /// The layout of all rows that are read: those of pictures of one size for each pass.
  fileprivate func readLayout(drawing isDrawn: Bool) -> ImageLayout {
    let common = ImageLayout.common(one.united(with: other), other.united(with: one))
    return ImageLayout(
      width: common.width, height: common.height * (haveOneSize && isDrawn ? 2 : 1),
      channels: common.channels, depth: common.depth)
  }
}

/// What is measured of two pictures, and how.
public struct ComparisonOptions: Sendable {
  /// The signals whose structural similarity is measured.
  public enum StructuralSimilarity: Sendable {
    /// None.
    case none
    /// Y alone.
    case luma
    /// Y and each channel.
    case lumaAndChannels
  }

  /// Of which channels the structural similarity is taken.
  public var structuralSimilarity = StructuralSimilarity.luma
  /// The side in pixels, at least 1, of the squares of which that with most differing pixels
  /// is looked for, if any.
  public var windowSide: Int?
  /// Which pixels count, and which of them differ.
  public var rules = PixelRules()
  /// The measures of how different the pictures look that are computed besides.
  public var perceptual: Set<PerceptualMeasure> = []
  /// The number of threads that work at once, at least 1. The figures never
  /// depend on it.
  public var jobs = 1
  /// How both pictures are read.
  public var reading = ReadingOptions()

  /// Creates the options of a comparison by luma on one thread.
  public init() {}
}

/// Two pictures and, if they have one size, their difference.
public struct ImageComparison: Hashable, Sendable {
  /// The layout of the first picture.
  public let one: ImageLayout
  /// The layout of the second picture.
  public let other: ImageLayout
  /// The difference; `nil` for pictures of different sizes.
  public internal(set) var difference: ImageDifference?

  init(one: ImageLayout, other: ImageLayout) {
    self.one = one
    self.other = other
  }

  /// Whether width and height are the same.
  public var haveOneSize: Bool { one.hasSize(of: other) }

  /// Whether size and depth are the same and every sample is, whatever the rules say. Gray and
  /// the same gray as RGB are equal, and so are no alpha and an opaque one.
  public var areEqual: Bool {
    one.depth == other.depth && difference?.areIdentical ?? false
  }

  /// Whether size and depth are the same and no pixel differs by the rules.
  public var areAlike: Bool {
    one.depth == other.depth && difference?.differingPixels == 0
  }
}
