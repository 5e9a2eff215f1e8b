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
/// - Returns: What was done.
public func upsample(
  _ input: Endpoint, to output: Endpoint, options: UpsampleOptions,
  progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil
) throws(UpsampleError) -> UpsampleOutcome {
  if options.existing == .skip, output.exists { return .skipped }
  let file = try openInput(input, border: options.border)
  func open() throws(UpsampleError) -> any ImageSource {
    try openImageSource(file, options.reading(for: output))
  }
  var source = try open()
  let format = try ImageFormat(options.format, output: output, input: source.properties.format)
  let resampler = try StripResampler(
    options.kernel, of: source.layout, by: options.magnification, border: options.border,
    gain: options.gain, depth: format.depth(for: source.layout.depth))
  let metadata = source.properties.metadata.written(
    as: OutputForm(resampler.output, of: source.layout, format, options))
  var report = UpsampleReport(
    input: source.layout, output: resampler.output, inputFormat: source.properties.format,
    outputFormat: format, warnings: metadata.warnings + [resampler.warning].compactMap { $0 },
    notes: metadata.notes)
  let outputFile = try OutputFile(output, existing: options.existing, input: file)
  let sink = try makeSink(
    format, outputFile, layout: resampler.output, options: options, properties: source.properties,
    metadata: metadata)
  var lastRows: [Int: [UInt8]] = [:]
  if options.border == .wrap {
    lastRows = try BorderedRows.lastRows(resampler.vertical.borderBefore, of: source)
    try file.rewind()
    source = try open()
  }
  try StripRunner(resampler, segmentRows: sink.segmentRows).run(
    from: source, lastRows: lastRows, to: sink, jobs: max(1, options.jobs)
  ) { rows in progress?(rows, resampler.output) }
  try sink.finish()
  report.warnings += source.lateWarnings
  return .written(report)
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
  /// kernel beyond interpolation, or what of the input was lost.
  public var warnings: [String]
  /// What of the input was left out because the output has no place for it, a
  /// clause each.
  public var notes: [String]
}

/// Opens an input so that it can be read as often as the border asks: `wrap`
/// needs the picture's last rows before its first.
func openInput(_ input: Endpoint, border: Border) throws(UpsampleError) -> InputFile {
  let file = try InputFile(input)
  return border == .wrap && !file.isRewindable ? try file.spooled() : file
}

extension Endpoint {
  /// Whether there is a file of that name.
  fileprivate var exists: Bool {
    switch self {
    case .file(let path): FileStatus(at: path) != nil
    case .standardStream: false
    }
  }
}
