import UpsampleBase
import UpsampleImages

/// Makes one picture larger: decodes it strip by strip, applies the transposed
/// convolution, and writes the result.
///
/// The memory taken is that of a strip for each job, whatever the picture's
/// height. Interlaced PNG, progressive JPEG, JPEG with the components in scans
/// of their own, and pictures that are stored upside down or turned by a quarter
/// are the exception: they complete no row before their last pass or their last
/// row, so they are held whole.
///
/// - Parameters:
///   - input: A PNG or JPEG file, known by its first bytes.
///   - output: Where the picture goes. A file appears under its name only when
///     it is complete; until then, what was there before stays.
///   - options: The scale, the kernel, and how the output is written.
///   - progress: Called after each strip with the output rows written so far
///     and the layout of the whole output, by one thread at a time.
///   - willBegin: Called once with what the work will take, before any row is made.
/// - Returns: What was done.
public func upsample(
  _ input: Endpoint, to output: Endpoint, options: UpsampleOptions,
  progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil,
  willBegin: ((UpsampleEstimate) -> Void)? = nil
) throws(UpsampleError) -> UpsampleOutcome {
  if options.existing == .skip, output.exists { return .skipped }
  // The border `wrap` needs the picture's last rows before its first.
  let file = try InputFile.open(input, readings: options.border == .wrap ? 2 : 1)
  let picture = try PictureWork(file, to: output, options: options)
  let outputFile = try OutputFile(output, existing: options.existing, input: file)
  return .written(
    try picture.run(
      into: outputFile, on: .ofCaller(jobs: options.jobs), progress: progress,
      willBegin: willBegin))
}

/// The work on one picture, planned by what its header says.
package final class PictureWork {
  /// What is being done.
  package private(set) var report: UpsampleReport

  private let file: InputFile
  private let output: Endpoint
  private let options: UpsampleOptions
  private let reading: ReadingOptions
  private var source: any ImageSource
  private let resampler: StripResampler
  private let metadata: OutputMetadata

  /// Reads the header of a picture and plans its transposed convolution.
  ///
  /// - Parameters:
  ///   - file: A PNG or JPEG file of which nothing has been read. With the border
  ///     `wrap` it is rewindable.
  ///   - output: The name by which the output's format may be known.
  package init(_ file: InputFile, to output: Endpoint, options: UpsampleOptions)
    throws(UpsampleError)
  {
    self.file = file
    self.output = output
    self.options = options
    reading = options.reading.reading(for: output, options.writing)
    source = try openImageSource(file, reading)
    let format = try ImageFormat(options.format, output: output, input: source.properties.format)
    let colours = ColourPlan(source.layout, source.properties.metadata, to: format, options.colours)
    resampler = try StripResampler(
      options.kernel, of: source.layout, in: colours.space, by: options.magnification,
      border: options.border, gain: options.gain, depth: format.depth(for: source.layout.depth))
    metadata = colours.metadata.written(
      as: OutputForm(
        resampler.output, of: source.layout, format, options.writing,
        animation: options.reading.animation))
    report = UpsampleReport(
      input: source.layout, output: resampler.output, inputFormat: source.properties.format,
      outputFormat: format,
      warnings: metadata.warnings.words + colours.warnings.words
        + [resampler.warning, format.warning(of: output)].compactMap { $0 },
      notes: metadata.notes.words + colours.notes.words)
  }

  /// Makes the picture, with the threads that the budget has beside the caller's.
  package func run(
    into outputFile: OutputFile, on budget: WorkBudget,
    progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil,
    willBegin: ((UpsampleEstimate) -> Void)? = nil
  ) throws(UpsampleError) -> UpsampleReport {
    if options.attributes == .copied { outputFile.attributes = file.status }
    let sink = try makeSink(outputFile)
    let strips = StripRunner(resampler, segmentRows: sink.segmentRows)
    let estimate = try estimate(strips, sink)
    willBegin?(estimate)
    let allowance = allowance(sink)
    try budget.withMemory(estimate.workingBytes) { () throws(UpsampleError) in
      var lastRows: [Int: [UInt8]] = [:]
      if options.border == .wrap {
        lastRows = try BorderedRows.lastRows(resampler.vertical.borderBefore, of: source)
        try file.rewind()
        source = try openImageSource(file, reading)
      }
      try strips.run(
        from: source, lastRows: lastRows, to: sink, on: budget, within: allowance
      ) { rows in progress?(rows, self.resampler.output) }
    }
    try sink.finish()
    report.warnings += source.lateWarnings.words
    return report
  }

  /// What the picture will take at most, and whether its output can hold it.
  package func estimate(_ discarding: OutputFile) throws(UpsampleError) -> UpsampleEstimate {
    let sink = try makeSink(discarding)
    return try estimate(StripRunner(resampler, segmentRows: sink.segmentRows), sink)
  }

  private func estimate(
    _ strips: StripRunner, _ sink: any ImageSink
  ) throws(UpsampleError) -> UpsampleEstimate {
    let estimate = UpsampleEstimate(
      report: report, workingBytes: workingBytes(of: strips, sink),
      stripBytes: strips.stripBytes(rowBytes: source.rowBytes),
      allowedBytes: allowance(sink).bytes, space: FreeSpace(of: output))
    try estimate.checkRoom(output)
    return estimate
  }

  /// The memory that the work may take: more where the output is held too.
  private func allowance(_ sink: any ImageSink) -> MemoryAllowance {
    let (before, after) = (report.input, report.output)
    let growth =
      sink.heldBytes > 0 ? after.width * after.height / (before.width * before.height) : 1
    return reading.limits.allowance(for: file, growth: max(1, growth))
  }

  private func makeSink(_ file: OutputFile) throws(UpsampleError) -> any ImageSink {
    try UpsampleImages.makeSink(
      report.outputFormat, file, layout: resampler.output, options: options.writing,
      properties: source.properties, metadata: metadata)
  }

  /// The memory that one thread takes to make the picture, about.
  private func workingBytes(of strips: StripRunner, _ sink: any ImageSink) -> Int {
    strips.heldBytes(source, sink) + strips.stripBytes(rowBytes: source.rowBytes)
      + WorkingMemory.rest
  }
}

/// What became of one picture.
public enum UpsampleOutcome: Sendable {
  /// It was made.
  case written(UpsampleReport)
  /// The output was there already and stayed as it was; the input was not even
  /// opened.
  case skipped
}

/// What was done to one picture.
public struct UpsampleReport: Sendable {
  /// The picture before.
  public var input: ImageLayout
  /// The picture after.
  public var output: ImageLayout
  /// The format that the input's first bytes named.
  public var inputFormat: ImageFormat
  /// The format that was written.
  public var outputFormat: ImageFormat
  /// What is not as one might expect, a clause each: what will be seen of the
  /// kernel beyond interpolation, what of the input was lost, or what was
  /// recovered of a damaged one.
  public var warnings: [String]
  /// What of the input was left out because the output has no place for it, a
  /// clause each.
  public var notes: [String]
}
