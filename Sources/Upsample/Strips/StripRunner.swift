import UpsampleBase
import UpsampleImages

/// The way of a picture from its source to its sink, strip by strip.
///
/// One thread at a time reads, all of them convolve and encode, and one at a
/// time writes. Between two stages a strip waits for the rows of the one above and
/// adds its own to the line buffer, which is copying alone. The memory taken is that of a
/// strip for each worker, whatever the picture's height.
struct StripRunner {
  let picture: PictureChain
  let plan: StripPlan
  /// Receives the rows that the first stage makes, rounded, if given.
  var firstRows: RowWriter?

  /// - Parameters:
  ///   - segmentRows: The output rows of one of the sink's segments.
  ///   - segmentsPerStrip: The segments that a worker makes at a time.
  init(_ picture: PictureChain, segmentRows: Int, segmentsPerStrip: Int = 1) {
    self.picture = picture
    plan = StripPlan(
      picture.chain, segmentRows: segmentRows, segmentsPerStrip: segmentsPerStrip)
  }

  /// Who is to blame for a picture that takes too much memory, and what would help.
  struct Excess {
    var side = SystemFailure.Side.output
    var alternative = "ask for a smaller output"
  }

  /// Makes the whole picture.
  ///
  /// - Parameters:
  ///   - source: The picture before, none of whose rows have been read.
  ///   - reopened: The picture once more, for the border `wrap` and for means of all of it.
  ///   - budget: What the work may use. The caller holds one of its threads and
  ///     the memory of one strip.
  ///   - allowance: The most memory that all strips and what is held may take.
  ///   - progress: Called after each strip with the rows written so far, by one
  ///     thread at a time.
  func run(
    from source: any RowSource, reopened: () throws(UpsampleError) -> any RowSource,
    to sink: any ImageSink, on budget: WorkBudget,
    within allowance: MemoryAllowance = .standard, excess: Excess = Excess(),
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let rows = picture.rows(of: source, on: budget)
    let part = stripBytes(rowBytes: rows.rowBytes)
    let workers = try WorkingMemory.workers(
      min(budget.threads, plan.count), part: part, held: heldBytes(rows, sink),
      allowance, side: excess.side, alternative: excess.alternative)
    let source = try picture.settledRows(of: source, reopened, on: budget)
    let wrapped = try WrappedRows(picture, of: source)
    // A network is run by all threads at once.
    let helpers = picture.network == nil ? workers - 1 : 0
    let strips = StripWork(
      self, on: budget, source: WrappedRows.areNeeded(plan.chain) ? try reopened() : source,
      wrapped, sink)
    var written = 0
    let work = PipelinedWork<Strip, [EncodedSegment], UpsampleError>(
      take: { () throws(UpsampleError) in try strips.next() },
      work: { (strip) throws(UpsampleError) in try strips.encoded(strip) },
      deliver: { (segments) throws(UpsampleError) in
        for segment in segments { try sink.append(segment) }
        progress(plan.outputRows(ofStrip: written).upperBound)
        written += 1
      })
    try work.run(.init(budget: budget, part: part, mostHelpers: helpers))
    try firstRows?.finish()
  }

  /// About the memory that is held beside the strips: what the source and the sinks
  /// hold, and the rows that borders repeat and line buffers keep.
  func heldBytes(_ source: any RowSource, _ sink: any ImageSink) -> Int {
    let rows = plan.chain.stages.indices.reduce(0) { sum, stage in
      let axis = plan.chain.stages[stage].vertical
      return sum
        + (axis.borderBefore + axis.borderAfter + axis.tapsPerOutput)
        * rowBytes(readBy: stage, of: source.rowBytes)
    }
    return source.heldBytes + sink.heldBytes + (firstRows?.heldBytes ?? 0) + rows
  }

  /// About the memory that a strip takes at most: the rows that a stage reads, the same as
  /// floating-point numbers with the border, and the rows that it makes, which are numbers,
  /// or in the end samples, filtered and compressed.
  func stripBytes(rowBytes: Int) -> Int {
    let last = plan.chain.stages.count - 1
    var rows = min(plan.stripRows, plan.chain.last.vertical.outputExtent)
    // Rows of 16 bits are held in either order of their bytes.
    let forms = picture.output.depth == .sixteen ? 4 : 3
    var made = forms * rows * picture.output.rowBytes
    var most = 0
    for stage in (0...last).reversed() {
      let axis = plan.chain.stages[stage].vertical
      rows = rows * axis.decimation / axis.stride + axis.tapsPerOutput + 1
      // What a stage made is held twice: in the line buffer, and as the next one's lines.
      let copies = stage == 0 ? 1 : 2
      let read = copies * rows * self.rowBytes(readBy: stage, of: rowBytes)
      most = max(most, read + picture.numberBytes(readBy: stage, rows: rows) + made)
      made = read
    }
    return most
  }

  private func rowBytes(readBy stage: Int, of source: Int) -> Int {
    stage == 0 ? source : picture.rowBytes(madeBy: stage - 1)
  }
}
