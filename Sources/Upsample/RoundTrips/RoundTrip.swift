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
  var source = try openImageSource(file, options.reading)
  let format = try ImageFormat(options.format, output: output, input: source.properties.format)
  // What comes back is to be compared with what there was.
  if format == .jpeg, source.layout.hasAlpha {
    throw .transparencyInJPEG("roundtrip")
  }
  var keeping = options.colours
  keeping.color = .keep
  let colours = ColourPlan(source.layout, source.properties.metadata, to: format, keeping)
  let plan = try RoundTripPlan(
    options.kernel, layout: source.layout, space: colours.space, strides: strides,
    border: options.border, gain: options.gain)
  let back = try plan.back(depth: format.depth(for: source.layout.depth))
  let written = colours.metadata.written(
    as: OutputForm(
      back.output, of: source.layout, format, options.writing,
      animation: options.reading.animation))
  let sink = try makeSink(
    format, try OutputFile(output, existing: options.existing, input: file),
    layout: back.output, options: options.writing, properties: source.properties, metadata: written)
  let writer = try small.map { small throws(UpsampleError) in
    try makeWriter(small, plan.small, options, source, colours.metadata, input: file)
  }

  let allowance = options.reading.limits.allowance(for: file)
  var lastRows: (picture: [Int: [UInt8]], small: [Int: [UInt8]]) = ([:], [:])
  if options.border == .wrap {
    func reopen() throws(UpsampleError) {
      try file.rewind()
      source = try openImageSource(file, options.reading)
    }
    lastRows.picture = try BorderedRows.lastRows(plan.vertical.pads.before, of: source)
    try reopen()
    lastRows.small = try BorderedRows.lastRows(
      back.vertical.borderBefore,
      of: plan.forward(source, lastRows: lastRows.picture, within: allowance))
    try reopen()
  }
  try StripRunner(back, segmentRows: sink.segmentRows).run(
    from: plan.forward(source, lastRows: lastRows.picture, writer: writer, within: allowance),
    lastRows: lastRows.small, to: sink, on: .ofCaller(jobs: options.jobs),
    within: allowance
  ) { rows in progress?(rows, back.output) }
  try sink.finish()
  return RoundTripReport(
    input: plan.picture, small: plan.small, output: back.output,
    inputFormat: source.properties.format, outputFormat: format,
    smallFormat: try small.map { small throws(UpsampleError) in
      try ImageFormat(of: small, streams: source.properties.format)
    },
    legalWidths: plan.horizontal.legalInputs, legalHeights: plan.vertical.legalInputs,
    difference: try difference(of: file, output, options, allowance),
    warnings: written.warnings.words + colours.warnings.words
      + [plan.warning].compactMap { $0 } + source.lateWarnings.words)
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
  public var difference: PictureDifference?
  /// What is not as one might expect, a clause each: what will be seen of the
  /// kernel, or what of the input was lost.
  public var warnings: [String]
}

private func difference(
  of input: InputFile, _ output: Endpoint, _ options: UpsampleOptions, _ allowance: MemoryAllowance
) throws(UpsampleError) -> PictureDifference? {
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

private func makeWriter(
  _ output: Endpoint, _ layout: ImageLayout, _ options: UpsampleOptions,
  _ source: any ImageSource, _ metadata: PictureMetadata, input: InputFile
) throws(UpsampleError) -> RowWriter {
  let format = try ImageFormat(of: output, streams: source.properties.format)
  let written = ImageLayout(
    width: layout.width, height: layout.height, channels: layout.channels,
    depth: format.depth(for: layout.depth), colourModel: layout.colourModel)
  let file = try OutputFile(output, existing: options.existing, input: input)
  let sink = try makeSink(
    format, file, layout: written, options: options.writing, properties: source.properties,
    metadata: metadata.written(
      as: OutputForm(
        written, of: source.layout, format, options.writing,
        animation: options.reading.animation)))
  return RowWriter(sink, layout: written)
}
