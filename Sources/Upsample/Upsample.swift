/// Makes one picture larger: decodes it strip by strip, applies the transposed
/// convolution, and writes the result.
///
/// - Parameters:
///   - input: A PNG or JPEG file, known by its first bytes.
///   - output: Where the picture goes. A file appears under its name only when
///     it is complete.
///   - options: The scale, the kernel, and how the output is written.
///   - progress: Called after each strip with the output rows written so far
///     and the layout of the whole output, by one thread at a time.
/// - Returns: What was done.
public func upsample(
  _ input: Endpoint, to output: Endpoint, options: UpsampleOptions,
  progress: (@Sendable (_ rows: Int, _ output: ImageLayout) -> Void)? = nil
) throws(UpsampleError) -> UpsampleReport {
  throw .request(RequestFault(subject: "upsample", fault: "not yet"))
}

/// What was done to one picture.
public struct UpsampleReport: Sendable {
  /// What became of the output.
  public enum Outcome: String, Sendable { case written, skipped }

  public var outcome: Outcome
  public var input: ImageLayout
  public var output: ImageLayout
  public var inputFormat: ImageFormat
  public var outputFormat: ImageFormat
}
