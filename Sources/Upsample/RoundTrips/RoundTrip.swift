import UpsampleBase
import UpsampleImages

/// Makes a picture smaller by a forward convolution and larger again, to the
/// very same size, by the transposed convolution with the same kernel.
///
/// The kernel K is divided by its sum on the way down, and multiplied by the
/// strides' product and divided by its sum on the way up; both ways pad as
/// SAME does, with the border's pixels instead of zeros unless the border is
/// `zero`. The small picture is not rounded in between.
///
/// A filter `[height, width, out, in]` takes pictures of its out channels down to
/// its in channels, and back; its sums are those of each channel.
///
/// - Parameters:
///   - input: A PNG or JPEG file, known by its first bytes. What comes from a
///     stream is kept in a temporary file, for it is read again.
///   - output: Where the picture goes.
///   - small: Where the rounded small picture goes, if anywhere. It has the
///     format of its name.
///   - strides: The strides of both convolutions, at least 1.
///   - options: The kernel, the border, and how the outputs are written. The
///     magnification is not used.
///   - progress: Called after each strip with the output rows written so far
///     and the layout of the whole output, by one thread at a time.
/// - Returns: The shapes on the way, and how far the output is from the input,
///   unless the output is a stream, which can't be read again.
public func roundTrip(
  _ input: Endpoint, to output: Endpoint, small: Endpoint? = nil,
  strides: (vertical: Int, horizontal: Int), options: UpsampleOptions,
  progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil
) throws(UpsampleError) -> RoundTripReport {
  if let small, case .file(let path) = output, output.isSameFile(as: small) {
    throw .request(
      RequestFault(
        subject: "`forward`", fault: "the small picture and the output can't both be \(path)",
        remedy: "Give each a name of its own."))
  }
  let file = try InputFile.open(input, readings: 2)
  let work = try PictureWork(
    file, to: output, options: options,
    through: .roundTrip(vertical: strides.vertical, horizontal: strides.horizontal))
  let outputFile = try OutputFile(output, existing: options.existing, inputs: [file])
  let done = try work.run(
    into: outputFile, firstRows: small, on: .ofCaller(jobs: options.jobs), progress: progress)
  let (forward, inputFormat) = (work.picture.chain.stages[0], done.inputFormat)
  return RoundTripReport(
    input: done.input,
    small: work.picture.layout(madeBy: 0, depth: done.input.depth),
    output: done.output, inputFormat: inputFormat, outputFormat: done.outputFormat,
    smallFormat: try small.map { small throws(UpsampleError) in
      try ImageFormat(of: small, streams: inputFormat)
    },
    legalWidths: forward.horizontal.legalInputs, legalHeights: forward.vertical.legalInputs,
    difference: try difference(
      of: file, output, options, options.reading.limits.allowance(for: file)),
    warnings: done.warnings)
}

/// The shapes of a round trip.
public struct RoundTripReport: Sendable {
  /// The picture before.
  public var input: ImageLayout
  /// The result of the forward convolution.
  public var small: ImageLayout
  /// The picture after: of the input's size.
  public var output: ImageLayout
  /// The format that the input's first bytes named.
  public var inputFormat: ImageFormat
  /// The format of the output.
  public var outputFormat: ImageFormat
  /// The format of the small picture, if that was written.
  public var smallFormat: ImageFormat?
  /// The widths to which the small picture's transposed convolution may go.
  public var legalWidths: ClosedRange<Int>
  /// The heights to which it may go.
  public var legalHeights: ClosedRange<Int>
  /// How far the output, as it was written, is from the input; `nil` where the
  /// output is a stream.
  public var difference: ImageDifference?
  /// What is not as one might expect, a clause each: what will be seen of the
  /// kernel, or what of the input was lost.
  public var warnings: [String]
}

private func difference(
  of input: InputFile, _ output: Endpoint, _ options: UpsampleOptions, _ allowance: MemoryAllowance
) throws(UpsampleError) -> ImageDifference? {
  guard !output.isStream else { return nil }
  try input.rewind()
  var comparing = ComparisonOptions()
  comparing.jobs = options.jobs
  comparing.reading = options.reading
  // The output, however well it was compressed, is as large as the input, which was
  // accepted.
  comparing.reading.limits.pixels = .max
  comparing.reading.limits.memory = options.reading.limits.memory ?? 2 * allowance.bytes
  return try compareFiles(input, try InputFile(output), options: comparing).difference
}
