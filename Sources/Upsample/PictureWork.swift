import UpsampleBase
import UpsampleImages

/// The work on one picture, planned by what its header says.
package final class PictureWork {
  /// What is being done.
  package private(set) var report: UpsampleReport

  private let file: InputFile
  private let options: UpsampleOptions
  let picture: PictureChain
  private var source: any ImageSource
  /// The input's metadata, in the colours that are written.
  private let kept: PictureMetadata
  private let way: PictureWay
  private let output: Endpoint
  private let reading: ReadingOptions
  private let metadata: OutputMetadata

  /// Reads the header of a picture and plans what it goes through.
  ///
  /// - Parameters:
  ///   - file: A PNG or JPEG file of which nothing has been read. With the border
  ///     `wrap` it is rewindable, and with a network that takes means of the whole picture.
  ///   - output: The name by which the output's format may be known.
  package init(
    _ file: InputFile, to output: Endpoint, options: UpsampleOptions,
    through way: PictureWay = .enlarging
  ) throws(UpsampleError) {
    self.file = file
    self.output = output
    self.options = options
    self.way = way
    reading = way.reading(options, for: output)
    source = try openImageSource(file, reading)
    let format = try ImageFormat(options.format, output: output, input: source.properties.format)
    try way.check(source.layout, as: format)
    let colours = ColourPlan(
      source.layout, source.properties.metadata, to: format, way.colours(options),
      inks: way.inks(options.resampling))
    picture = try way.chain(
      of: source.layout, in: colours.space, options.resampling,
      depth: format.depth(for: source.layout.depth))
    kept = colours.metadata
    metadata = kept.written(
      as: OutputForm(
        picture.output, of: source.layout, format, options.writing,
        animation: options.reading.animation))
    report = UpsampleReport(
      input: source.layout, output: picture.output, inputFormat: source.properties.format,
      outputFormat: format,
      warnings: metadata.warnings.words + colours.warnings.words
        + (options.network?.warnings ?? [])
        + [picture.warning, way.warning(of: format, output)].compactMap { $0 },
      notes: metadata.notes.words + colours.notes.words + [picture.note].compactMap { $0 })
  }

  /// Makes the picture, with the threads that the budget has beside the caller's.
  ///
  /// - Parameter firstRows: Where the rows go that the first stage makes, rounded, if
  ///   anywhere. The picture has the format of its name.
  package func run(
    into outputFile: OutputFile, firstRows: Endpoint? = nil, on budget: WorkBudget,
    progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil,
    willBegin: ((UpsampleEstimate) -> Void)? = nil
  ) throws(UpsampleError) -> UpsampleReport {
    if options.attributes == .copied { outputFile.attributes = file.status }
    let sink = try makeSink(outputFile)
    var strips = StripRunner(
      picture, segmentRows: sink.segmentRows,
      segmentsPerStrip: picture.network == nil ? 1 : budget.threads)
    strips.firstRows = try firstRows.map { output throws(UpsampleError) in
      try writer(ofFirstRowsTo: output)
    }
    let estimate = try estimate(strips, sink)
    willBegin?(estimate)
    let allowance = allowance(sink)
    try budget.withMemory(estimate.workingBytes) { () throws(UpsampleError) in
      try strips.run(
        from: source, reopened: { () throws(UpsampleError) in try reopened() }, to: sink,
        on: budget, within: allowance, excess: way.excess
      ) { rows in progress?(rows, self.picture.output) }
    }
    try sink.finish()
    report.warnings += source.lateWarnings.words
    return report
  }

  /// Writes the rows that the first stage makes.
  private func writer(ofFirstRowsTo output: Endpoint) throws(UpsampleError) -> RowWriter {
    let format = try ImageFormat(of: output, streams: source.properties.format)
    let written = picture.layout(madeBy: 0, depth: format.depth(for: source.layout.depth))
    let file = try OutputFile(output, existing: options.existing, inputs: [file])
    let sink = try UpsampleImages.makeSink(
      format, file, layout: written, options: options.writing, properties: source.properties,
      metadata: kept.written(
        as: OutputForm(
          written, of: source.layout, format, options.writing,
          animation: options.reading.animation)))
    return RowWriter(sink, layout: written)
  }

  private func reopened() throws(UpsampleError) -> any ImageSource {
    try file.rewind()
    source = try openImageSource(file, reading)
    return source
  }

  /// What the picture will take at most, and whether its output can hold it.
  package func estimate(_ discarding: OutputFile) throws(UpsampleError) -> UpsampleEstimate {
    let sink = try makeSink(discarding)
    return try estimate(StripRunner(picture, segmentRows: sink.segmentRows), sink)
  }

  private func estimate(
    _ strips: StripRunner, _ sink: any ImageSink
  ) throws(UpsampleError) -> UpsampleEstimate {
    let rows = picture.rows(of: source, on: .ofCaller(jobs: 1))
    let stripBytes = strips.stripBytes(rowBytes: rows.rowBytes)
    let estimate = UpsampleEstimate(
      report: report,
      workingBytes: strips.heldBytes(rows, sink) + stripBytes + WorkingMemory.rest,
      stripBytes: stripBytes,
      allowedBytes: allowance(sink).bytes, space: FreeSpace(of: output))
    try estimate.checkRoom(output)
    return estimate
  }

  /// The memory that the work may take: more where the output is held too, or a network run.
  private func allowance(_ sink: any ImageSink) -> MemoryAllowance {
    let (before, after) = (report.input, report.output)
    let growth =
      sink.heldBytes > 0 ? after.width * after.height / (before.width * before.height) : 1
    return reading.limits.allowance(for: file, growth: max(1, growth), more: networkBytes)
  }

  /// What the network takes for so many columns: the user chose it, but not the width.
  private var networkBytes: Int {
    guard let network = picture.network else { return 0 }
    let columns = max(network.input.width, Self.networkColumns)
    return network.workingBytes / columns * Self.networkColumns
  }

  /// The columns for which a network may take what it takes.
  private static let networkColumns = 4096

  private func makeSink(_ file: OutputFile) throws(UpsampleError) -> any ImageSink {
    try UpsampleImages.makeSink(
      report.outputFormat, file, layout: picture.output, options: options.writing,
      properties: source.properties, metadata: metadata)
  }
}
