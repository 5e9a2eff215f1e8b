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
///     in dark gray, and what differs coloured by how much. Nothing is written for
///     pictures of different sizes.
///   - options: What is measured, and how.
///   - progress: Called with the rows read so far and the layout of all that
///     are read, by one thread at a time: with a heat map twice the pictures'.
/// - Throws: ``UpsampleError`` when a picture can't be read or the heat map
///   can't be written. Pictures that differ are no error.
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
  let sources = try openSources(of: [one, other], options)
  var comparison = ImageComparison(one: sources[0].layout, other: sources[1].layout)
  guard comparison.haveOneSize else { return comparison }
  let output = try heatMap.map { target throws(UpsampleError) in
    try OutputFile(target, input: one, other)
  }
  let common = ImageLayout.common(comparison.one, comparison.other)
  let read = ImageLayout(
    width: common.width, height: common.height * (heatMap == nil ? 1 : 2),
    channels: common.channels, depth: common.depth)
  let difference = try ImageDifference(
    sources[0], sources[1], options: options, within: allowance([one, other], options)
  ) { rows in progress?(rows, read) }
  comparison.difference = difference
  if let output, let format {
    try draw(difference, of: [one, other], to: output, format, options) { rows in
      progress?(common.height + rows, read)
    }
  }
  return comparison
}

func openSources(
  of files: [InputFile], _ options: ComparisonOptions
) throws(UpsampleError) -> [any ImageSource] {
  let sources = try files.map { file throws(UpsampleError) in
    try openImageSource(file, options.reading)
  }
  // Inks are compared with inks, but not with light.
  let haveInks = sources.allSatisfy { $0.layout.colorModel == .cmyk }
  return haveInks ? sources : sources.map(\.withoutInks)
}

/// The memory for the work on two pictures: that of one file as long as both.
func allowance(_ files: [InputFile], _ options: ComparisonOptions) -> MemoryAllowance {
  let counts = files.compactMap(\.byteCount)
  let bytes = counts.count < files.count ? nil : counts.reduce(0) { $0 + min($1, 1 << 40) }
  return MemoryAllowance(
    name: "the comparison of \(files[0].name)",
    bytes: options.reading.limits.memory(forFileOf: bytes))
}

/// Reads both pictures once more and draws their difference.
private func draw(
  _ difference: ImageDifference, of files: [InputFile], to output: OutputFile,
  _ format: ImageFormat, _ options: ComparisonOptions, progress: @escaping (_ rows: Int) -> Void
) throws(UpsampleError) {
  for file in files { try file.rewind() }
  let sources = try openSources(of: files, options)
  let heatMap = HeatMap(difference)
  let sink = try makeSink(
    format, output, layout: heatMap.layout, options: WritingOptions(),
    properties: ImageProperties(format: .png))
  try heatMap.draw(
    sources[0], sources[1], as: difference.layout, to: sink, jobs: max(1, options.jobs),
    within: allowance(files, options), progress: progress)
}

/// What is measured of two pictures, and how.
public struct ComparisonOptions: Sendable {
  /// The signals whose structural similarity is measured.
  public enum StructuralSimilarity: Sendable {
    /// Y alone.
    case luma
    /// Y and each channel.
    case lumaAndChannels
  }

  /// Of which channels the structural similarity is taken.
  public var structuralSimilarity = StructuralSimilarity.luma
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
  public var haveOneSize: Bool { one.width == other.width && one.height == other.height }

  /// Whether size and depth are the same and no pixel differs. Gray and the
  /// same gray as RGB are equal, and so are no alpha and an opaque one.
  public var areEqual: Bool {
    one.depth == other.depth && difference.map { $0.differingPixels == 0 } ?? false
  }
}

extension ImageDifference {
  /// The pixels of a band of rows, about: few enough for the processor's caches,
  /// enough for the rows that bands share to be a small part.
  private static let bandPixels = 1 << 18

  /// Measures two pictures of one size, none of whose rows have been read.
  init(
    _ one: any ImageSource, _ other: any ImageSource, options: ComparisonOptions,
    within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let rows = max(16, Self.bandPixels / one.layout.width)
    try self.init(
      one, other, options: options, bandRows: rows, within: allowance, progress: progress)
  }

  /// Measures in bands of so many rows. The figures do not depend on it.
  init(
    _ one: any ImageSource, _ other: any ImageSource, options: ComparisonOptions, bandRows: Int,
    within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let layout = ImageLayout.common(one.layout, other.layout)
    let similarity = StructuralSimilarity(layout)
    let signals: [Signal] =
      switch options.structuralSimilarity {
      case .luma: [.luma]
      case .lumaAndChannels: [.luma] + (0..<layout.channels).map { .channel($0) }
      }
    var sums = DifferenceSums()
    var similarities = signals.map { _ in 0.0 }
    let bands = PairedBands(
      one, other, rows: bandRows, overlap: similarity.overlap, within: allowance)
    try bands.run(
      jobs: max(1, options.jobs),
      pixelBytes: 2 * layout.channels * MemoryLayout<UInt16>.size + 4 * MemoryLayout<Float>.size,
      work: { (first, second) throws(UpsampleError) in
        let a = SamplePlanes(first, of: one.layout, as: layout)
        let b = SamplePlanes(second, of: other.layout, as: layout)
        return BandMeasures(
          firstRow: first.newRows.lowerBound,
          rows: RowDifference.rows(first.newRows, of: a, b),
          similarities: signals.map { similarity.rowSums(a, b, of: $0) })
      },
      deliver: { (band) throws(UpsampleError) in
        for (index, row) in band.rows.enumerated() { sums.add(row, number: band.firstRow + index) }
        progress(band.firstRow + band.rows.count)
        for (signal, rows) in band.similarities.enumerated() {
          similarities[signal] = rows.reduce(similarities[signal], +)
        }
      })
    let windows = Double(layout.height - similarity.overlap) * Double(similarity.windowsPerRow)
    let means = similarities.map { $0 / windows }
    self.init(layout: layout, sums: sums, ssim: means[0], channelSSIM: Array(means.dropFirst()))
  }
}

/// What one band adds to the figures, row by row, so that no sum depends on how
/// the rows are cut.
private struct BandMeasures {
  let firstRow: Int
  let rows: [RowDifference]
  /// For each signal the sums of the windows that start in a row.
  let similarities: [[Double]]
}

extension RowDifference {
  fileprivate static func rows(
    _ rows: Range<Int>, of one: SamplePlanes, _ other: SamplePlanes
  ) -> [RowDifference] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: one.layout.width) { largest in
      rows.map { RowDifference(one, other, row: $0, largest: largest.baseAddress!) }
    }
  }
}
