import Upsample
import UpsampleBase
import UpsampleImages

/// What a report keeps of a picture.
struct KeptPictures: Sendable {
  /// A file that was compared.
  struct File: Sendable {
    /// The digest of the file that was compared.
    var digest: SHA256
    /// The name of what shows it, within the report; `nil` where nothing does.
    var path: FilePath?
  }

  var expected: File?
  var actual: File?
  /// The name of the drawing of where they differ, within the report.
  var heatMap: FilePath?
}

extension ReportFolder {
  /// Keeps a file so that a browser shows it as it was compared: its own bytes, or, where it is
  /// stored turned or has inks, its pixels.
  ///
  /// What can't be read is not kept, as the comparison has told why.
  ///
  /// - Throws: ``UpsampleError`` when the report can't be written.
  func keep(
    _ file: InputFile, of name: FilePath, as role: ReportName.Role, _ reading: ReadingOptions
  ) throws(UpsampleError) -> KeptPictures.File? {
    try unlessUnreadable { () throws(UpsampleError) in
      // The comparison has read it.
      guard file.isRewindable else { return nil }
      try file.rewind()
      var kept = KeptPictures.File(digest: try SHA256(of: file), path: nil)
      // Without a picture's first bytes nothing shows the file.
      guard let format = try file.format() else { return kept }
      let isOwn = (try? file.isShownAsStored(reading)) ?? true
      let picture = ReportName(name, role, kept.digest, isOwn ? format : .png).path
      // A file of that name may hold anything by now.
      let output = try openPicture(picture)
      try isOwn ? output.copy(file) : output.write(upright: file, reading)
      kept.path = Self.picturesName.appending(picture)
      return kept
    }
  }

  /// Draws where two files differ.
  ///
  /// - Throws: ``UpsampleError`` when the report can't be written.
  func draw(
    _ comparison: ImageComparison, of name: FilePath, _ expected: InputFile,
    _ actual: InputFile, _ options: ComparisonOptions
  ) throws(UpsampleError) -> FilePath? {
    try unlessUnreadable { () throws(UpsampleError) in
      // The drawing's name follows from what it holds, which is known when it is made.
      let memory = try MemoryFile()
      try drawHeatLayer(
        comparison, of: expected, actual, to: OutputFile(memory), options: options)
      let drawn = try InputFile(memory)
      let picture = ReportName(name, .heatMap, try SHA256(of: drawn), .png).path
      try openPicture(picture).copy(drawn)
      return Self.picturesName.appending(picture)
    }
  }
}

/// What `body` makes; `nil` where an input can't be read.
private func unlessUnreadable<Made>(
  _ body: () throws(UpsampleError) -> Made?
) throws(UpsampleError) -> Made? {
  do throws(UpsampleError) {
    return try body()
  } catch {
    if case .system(let failure) = error, failure.side == .output { throw error }
    return nil
  }
}

extension InputFile {
  /// Whether a browser shows the file as it is read: it is not stored turned, and has light
  /// and no inks.
  fileprivate func isShownAsStored(_ reading: ReadingOptions) throws(UpsampleError) -> Bool {
    try rewind()
    var stored = reading
    stored.orientation = .keep
    let source = try openImageSource(self, stored)
    return source.properties.metadata.orientation == .topLeft
      && source.layout.colorModel != .cmyk
  }
}

extension OutputFile {
  /// Writes all bytes of a file and commits.
  fileprivate func copy(_ file: InputFile) throws(UpsampleError) {
    var window = file.window()
    let count = window.count
    for offset in stride(from: 0, to: count, by: copiedBytes) {
      let part = window.bytes(at: offset, count: min(copiedBytes, count - offset))
      try file.checkWindow()
      if let part { try write(Array(part)) }
    }
    try commit()
  }

  /// Writes the pixels of a file as it is read, with their profile, as PNG, and commits.
  fileprivate func write(
    upright file: InputFile, _ reading: ReadingOptions
  ) throws(UpsampleError) {
    try file.rewind()
    let source = try openImageSource(file, reading).withoutInks
    let layout = source.layout
    var options = WritingOptions()
    options.metadata = .strip
    let form = OutputForm(layout, of: layout, .png, options, animation: reading.animation)
    let sink = try makeSink(
      .png, self, layout: layout, options: options, properties: source.properties,
      metadata: source.properties.metadata.written(as: form))
    let writer = RowWriter(sink, layout: layout)
    for _ in 0..<layout.height {
      try writer.append(
        try [UInt8](count: layout.rowBytes) { (row) throws(UpsampleError) in
          try source.readRow(into: row)
        })
    }
    try source.finish()
    try writer.finish()
  }
}

/// The bytes in which files are copied.
private let copiedBytes = 1 << 17
