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
  let file = try InputFile.open(input, readings: options.resampling.readings)
  let picture = try PictureWork(file, to: output, options: options)
  let outputFile = try OutputFile(output, existing: options.existing, inputs: [file])
  return .written(
    try picture.run(
      into: outputFile, on: .ofCaller(jobs: options.jobs), progress: progress,
      willBegin: willBegin))
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
  /// What of the input was left out because the output has no place for it, and how a scale
  /// was reached that the kernel alone does not, a clause each.
  public var notes: [String]
}
