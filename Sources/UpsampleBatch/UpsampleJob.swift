import Upsample
import UpsampleBase
import UpsampleImages

/// The job that makes pictures larger.
package struct UpsampleJob: FolderJob {
  /// How pictures are made larger and written.
  package var options: UpsampleOptions
  private let pace = NetworkPace()

  package init(_ options: UpsampleOptions) { self.options = options }

  package var record: OptionsRecord { OptionsRecord(options) }
  package var threads: Int { options.jobs }
  package var existing: ExistingPolicy { options.existing }
  package var renamingOption: String? { naming.mayDiffer ? "format" : nil }

  private var naming: OutputNaming { OutputNaming(options.format) }

  package func check() throws(UpsampleError) {
    try options.resampling.checkFitsSomePicture()
  }

  package func outputName(for input: FilePath) -> FilePath { naming.name(for: input) }

  package func accepts(_ file: InputFile) throws(UpsampleError) -> Bool {
    try file.format() != nil
  }

  package func plan(_ task: FileTask) throws(UpsampleError) -> UpsampleEstimate {
    let discarding = try task.openOutput()
    let picture = try picture(task.file, to: task.output)
    var estimate = try picture.estimate(discarding)
    estimate.seconds = try pace.seconds(of: picture, threads: threads)
    return estimate
  }

  package func make(_ task: FileTask) throws(UpsampleError) -> UpsampleReport {
    let picture = try picture(task.file, to: task.output)
    return try picture.run(into: task.openOutput(), on: task.budget) {
      [progress = task.progress] rows, layout in
      progress.tell(Double(rows) / Double(layout.height), of: layout.width * layout.height)
    }
  }

  package func defect(
    of output: FilePath, madeOf file: InputFile, _ depth: VerificationDepth
  ) throws(UpsampleError) -> String? {
    let asked = try picture(file, to: output).report
    do throws(UpsampleError) {
      return try InputFile(regular: output).defect(from: asked, depth)
    } catch {
      return error.withoutRecoveryHint.description
    }
  }

  /// The work on one picture: an output whose name has no picture's extension keeps that
  /// name, and the picture its format.
  private func picture(
    _ file: InputFile, to path: FilePath
  ) throws(UpsampleError) -> PictureWork {
    let output = Endpoint.file(path)
    var options = options
    if let format = try file.format(),
      (try? ImageFormat(options.format, output: output, input: format)) == nil
    {
      options.format = .same
    }
    return try PictureWork(file, to: output, options: options)
  }
}

extension UpsampleReport: FileReport {
  package var outputPixels: Int { output.width * output.height }
}

extension UpsampleEstimate: FileReport {
  package var outputPixels: Int { report.outputPixels }
}

extension InputFile {
  /// What an output is, as a clause, if it is not what was asked for.
  ///
  /// - Throws: ``UpsampleError`` when it can't be read.
  fileprivate func defect(
    from asked: UpsampleReport, _ depth: VerificationDepth
  ) throws(UpsampleError) -> String? {
    var options = ReadingOptions()
    (options.limits.pixels, options.limits.memory) = (Int.max, Int.max)
    options.orientation = .keep
    let source = try openImageSource(self, options)
    guard source.layout == asked.output, source.properties.format == asked.outputFormat else {
      return "is a \(source.properties.format) of \(source.layout.width)x\(source.layout.height), "
        + "not a \(asked.outputFormat) of \(asked.output.width)x\(asked.output.height)"
    }
    if depth == .pixels {
      for _ in 0..<source.layout.height { _ = try source.readRow() }
      try source.finish()
    }
    return nil
  }
}
