import UpsampleBase
import UpsampleImages

/// The way of a picture from its source to its sink, strip by strip.
///
/// One thread at a time reads, all of them resample and encode, and one at a
/// time writes. The memory taken is that of a strip for each worker, whatever
/// the picture's height.
struct StripRunner {
  let resampler: StripResampler
  let plan: StripPlan

  /// - Parameters:
  ///   - segmentRows: The output rows of one of the sink's segments.
  ///   - segmentsPerStrip: The segments that a worker makes at a time.
  init(_ resampler: StripResampler, segmentRows: Int, segmentsPerStrip: Int = 1) {
    self.resampler = resampler
    plan = StripPlan(
      axis: resampler.vertical, segmentRows: segmentRows, segmentsPerStrip: segmentsPerStrip)
  }

  /// Makes the whole picture.
  ///
  /// - Parameters:
  ///   - source: The picture before, none of whose rows have been read.
  ///   - lastRows: The picture's last rows by their numbers, as many as the
  ///     border `wrap` reads above the first.
  ///   - budget: What the work may use. The caller holds one of its threads and
  ///     the memory of one strip.
  ///   - allowance: The most memory that all strips and what is held may take.
  ///   - progress: Called after each strip with the rows written so far, by one
  ///     thread at a time.
  func run(
    from source: any RowSource, lastRows: [Int: [UInt8]] = [:], to sink: any ImageSink,
    on budget: WorkBudget, within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let part = stripBytes(rowBytes: source.rowBytes)
    let workers = try WorkingMemory.workers(
      min(budget.threads, plan.count), part: part, held: heldBytes(source, sink),
      allowance, side: .output, alternative: "ask for a smaller output")
    let rows = BorderedRows(
      source, border: resampler.border, before: plan.axis.borderBefore,
      after: plan.axis.borderAfter, lastRows: lastRows)
    let reader = StripReader(plan, rows: rows, rowBytes: source.rowBytes)
    var strips = 0
    let work = PipelinedWork<Strip, [EncodedSegment], UpsampleError>(
      take: { () throws(UpsampleError) in try reader.next() },
      work: { (strip) throws(UpsampleError) in try encode(strip, with: sink) },
      deliver: { (segments) throws(UpsampleError) in
        for segment in segments { try sink.append(segment) }
        progress(plan.outputRows(ofStrip: strips).upperBound)
        strips += 1
      })
    try work.run(.init(budget: budget, part: part, mostHelpers: workers - 1))
  }

  /// About the memory that is held beside the strips: what the source and the sink
  /// hold, and the rows that the border repeats.
  func heldBytes(_ source: any RowSource, _ sink: any ImageSink) -> Int {
    let repeated = plan.axis.borderBefore + plan.axis.borderAfter + plan.axis.tapsPerOutput
    return source.heldBytes + sink.heldBytes + repeated * source.rowBytes
  }

  /// About the memory that a strip takes: its rows, the same as floating-point
  /// numbers, and its output as samples, filtered and compressed.
  func stripBytes(rowBytes: Int) -> Int {
    let axis = plan.axis
    let outputRows = min(plan.segmentRows * plan.segmentsPerStrip, axis.outputExtent)
    let inputRows = outputRows * axis.decimation / axis.stride + axis.tapsPerOutput + 1
    // Rows of 16 bits are held in either order of their bytes.
    let forms = resampler.output.depth == .sixteen ? 4 : 3
    return inputRows * rowBytes + resampler.numberBytes(rows: inputRows)
      + forms * outputRows * resampler.output.rowBytes
  }

  private func encode(
    _ strip: Strip, with sink: any ImageSink
  ) throws(UpsampleError) -> [EncodedSegment] {
    let rows = resampler.outputRows(of: strip)
    let segmentBytes = plan.segmentRows * resampler.output.rowBytes
    let isLastStrip = strip.outputRows.upperBound == plan.axis.outputExtent
    return try rows.withUnsafeBytes { bytes in
      Result { () throws(UpsampleError) in
        var segments: [EncodedSegment] = []
        for first in stride(from: 0, to: bytes.count, by: segmentBytes) {
          let end = min(first + segmentBytes, bytes.count)
          segments.append(
            try sink.encode(
              UnsafeRawBufferPointer(rebasing: bytes[first..<end]),
              isLast: isLastStrip && end == bytes.count))
        }
        return segments
      }
    }.get()
  }
}
