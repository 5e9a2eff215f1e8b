import Glibc
import UpsampleBase
import UpsampleImages

/// Removes an old heat map where a comparison made none: a regular file that holds a picture and
/// is none of the inputs.
///
/// - Returns: Whether one was removed.
package func removeOldHeatMap(_ heatMap: Endpoint, besides inputs: [Endpoint]) -> Bool {
  guard case .file(let path) = heatMap, let status = FileStatus(at: path),
    status.kind == .regular, isPicture(path)
  else { return false }
  let isRead = inputs.contains { $0.status?.identity == status.identity }
  return !isRead && path.withCString(unlink) == 0
}

extension Endpoint {
  /// What the system knows about an input, if it is there.
  fileprivate var status: FileStatus? {
    switch self {
    case .file(let path): FileStatus(at: path)
    case .standardStream: FileStatus(of: STDIN_FILENO)
    }
  }
}

/// The files of a comparison, to be read once or twice.
struct ComparedFiles {
  let one: InputFile
  let other: InputFile
  let masks: [InputFile]
  let options: ComparisonOptions

  /// - Throws: ``UpsampleError`` when a mask can't be opened.
  init(
    _ one: InputFile, _ other: InputFile, _ options: ComparisonOptions
  ) throws(UpsampleError) {
    (self.one, self.other, self.options) = (one, other, options)
    masks = try options.rules.masks.map { mask throws(UpsampleError) in
      switch mask {
      // It is opened for each pair anew: a pipe would keep all but one waiting.
      case .file(let path): try InputFile(regular: path)
      case .standardStream: try InputFile(mask)
      }
    }
  }

  /// The pictures, none of whose rows have been read.
  func openSources() throws(UpsampleError) -> ComparedSources {
    let sources = try [one, other].map { file throws(UpsampleError) in
      try openImageSource(file, options.reading)
    }
    let haveOneSize = sources[0].layout.hasSize(of: sources[1].layout)
    if haveOneSize, options.rules.color == .meaning, !sources[0].hasColours(of: sources[1]) {
      return try commonColours(sources)
    }
    // Inks are compared with inks, but not with light.
    let haveInks = sources.allSatisfy { $0.layout.colorModel == .cmyk }
    let seen = haveInks ? sources : sources.map(\.withoutInks)
    return ComparedSources(
      one: seen[0], other: seen[1], stored: seen.map(\.layout), cones: .sRGB)
  }

  private func commonColours(
    _ sources: [any ImageSource]
  ) throws(UpsampleError) -> ComparedSources {
    var seen: [any ImageSource] = []
    for (file, source) in zip([one, other], sources) {
      do throws(UnknownColours) {
        seen.append(try CommonColours(source))
      } catch {
        throw .file(
          FileDefect(name: file.name, defect: "can't be compared by its colours: \(error)"))
      }
    }
    return ComparedSources(
      one: seen[0], other: seen[1], stored: sources.map(\.layout), cones: .bt2020)
  }

  /// The pixels that do not count of pictures of a layout, or `nil` where all do.
  func ignoredPixels(of layout: ImageLayout) throws(UpsampleError) -> IgnoredPixels? {
    let regions = options.rules.ignoredRegions
    if masks.isEmpty, regions.isEmpty { return nil }
    let sources = try masks.map { file throws(UpsampleError) in
      (try openImageSource(file, options.reading).withoutInks, file.name)
    }
    return try IgnoredPixels(regions, masks: sources, of: layout, within: allowance)
  }

  /// The memory for the work on two pictures: that of one file as long as both.
  var allowance: MemoryAllowance {
    let counts = [one, other].compactMap(\.byteCount)
    let bytes = counts.count < 2 ? nil : counts.reduce(0) { $0 + min($1, 1 << 40) }
    return MemoryAllowance(
      name: "the comparison of \(one.name)",
      bytes: options.reading.limits.memory(forFileOf: bytes))
  }

  /// Reads both pictures once more and draws their difference.
  func draw(
    _ comparison: ImageComparison, ignoring ignored: IgnoredPixels?, to output: OutputFile,
    _ format: ImageFormat, progress: @escaping (_ rows: Int) -> Void
  ) throws(UpsampleError) {
    let heatMap = HeatMap(comparison)
    let sink = try makeSink(
      format, output, layout: heatMap.layout, options: WritingOptions(),
      properties: ImageProperties(format: .png))
    try draw(heatMap, of: comparison, ignoring: ignored, to: sink, progress: progress)
  }

  /// Reads both pictures once more and makes a drawing of their difference.
  func draw(
    _ drawing: some DifferenceDrawing, of comparison: ImageComparison,
    ignoring ignored: IgnoredPixels?, to sink: any ImageSink,
    progress: @escaping (_ rows: Int) -> Void
  ) throws(UpsampleError) {
    for file in [one, other] { try file.rewind() }
    let sources = try openSources()
    let united = [
      UnitedSource(sources.one, with: comparison.other).simplest,
      UnitedSource(sources.other, with: comparison.one).simplest,
    ]
    let rules = comparison.haveOneSize ? options.rules : PixelRules()
    try drawing.draw(
      united[0], united[1],
      ComparedLayouts(
        united[0].layout, united[1].layout, rules, ignoring: ignored, sources.cones),
      to: sink, jobs: max(1, options.jobs), within: allowance, progress: progress)
  }
}

/// Two pictures as they are compared.
struct ComparedSources {
  let one: any ImageSource
  let other: any ImageSource
  /// Their layouts before colours were converted.
  let stored: [ImageLayout]
  /// What their light does to cones.
  let cones: ConeResponse
}
