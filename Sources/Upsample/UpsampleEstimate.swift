/// The most bytes that pictures at work take together, unless one alone takes more.
public let mostWorkingBytes = WorkingMemory.limit

/// What making one picture larger will take, known by its header alone.
public struct UpsampleEstimate: Sendable {
  /// What would be done.
  public var report: UpsampleReport
  /// The memory that one thread takes, about: a strip, and the whole input where
  /// it is decoded as a whole.
  public var workingBytes: Int
  /// The memory that each further thread takes, about.
  public var stripBytes: Int

  /// The most bytes that the output takes: those of its samples before they are
  /// compressed. Metadata come on top.
  public var outputBytes: Int { report.output.rowBytes * report.output.height }
}

/// Tells what ``upsample(_:to:options:progress:)`` would do, without writing
/// anything.
///
/// - Returns: The estimate, or `nil` for an output that is there and would stay.
public func estimateUpsample(
  _ input: Endpoint, to output: Endpoint, options: UpsampleOptions
) throws(UpsampleError) -> UpsampleEstimate? {
  if options.existing == .skip, output.exists { return nil }
  let picture = try PictureWork(InputFile(input), to: output, options: options)
  return try picture.estimate(OutputFile.discarding(output, existing: options.existing))
}
