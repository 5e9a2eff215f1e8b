import UpsampleBase
import UpsampleImages

/// The work on the strips of one picture.
final class StripWork {
  // `nextStrip` and the first line buffer are used by one thread at a time, as the contract
  // of `PipelinedWork` says; the other buffers in turns.
  private let picture: PictureChain
  private let plan: StripPlan
  private let sink: any ImageSink
  private let firstRows: RowWriter?
  private let budget: WorkBudget
  private let source: StripReader
  private let levels: [Level]
  private var nextStrip = 0

  /// What lies between a stage and the next one.
  private final class Level {
    let made: MadeRows
    let reader: StripReader
    let turns = Turns()
    /// Why no strip goes on, which may wait for one that went no further.
    var failure: UpsampleError?

    init(made: MadeRows, reader: StripReader) {
      self.made = made
      self.reader = reader
    }
  }

  init(
    _ runner: StripRunner, on budget: WorkBudget, source: any RowSource,
    _ wrapped: WrappedRows, _ sink: any ImageSink
  ) {
    let picture = runner.picture
    let stages = picture.chain.stages
    (self.picture, plan, self.sink) = (picture, runner.plan, sink)
    (firstRows, self.budget) = (runner.firstRows, budget)
    self.source = StripReader(stages[0], source: source, lastRows: wrapped.lastRows(readBy: 0))
    levels = stages.indices.dropFirst().map { number in
      let made = MadeRows(
        height: stages[number].vertical.inputExtent,
        rowBytes: picture.rowBytes(madeBy: number - 1))
      return Level(
        made: made,
        reader: StripReader(
          stages[number], source: made, lastRows: wrapped.lastRows(readBy: number)))
    }
  }

  /// What the first stage reads for the next strip, or `nil` after the last one, when the
  /// picture has been read to its end and found whole.
  func next() throws(UpsampleError) -> Strip? {
    guard nextStrip < plan.count else {
      try source.finish()
      return nil
    }
    defer { nextStrip += 1 }
    return try source.strip(nextStrip, making: plan.rows(madeBy: 0, forStrip: nextStrip))
  }

  /// Takes a strip through all stages and encodes its output rows.
  func encoded(_ strip: Strip) throws(UpsampleError) -> [EncodedSegment] {
    var strip = strip
    for (number, level) in levels.enumerated() {
      strip = try pass(strip, from: number, to: level)
    }
    return try encode(strip)
  }

  /// Makes a stage's rows and waits for those above, of which the next stage's first lines
  /// are some.
  private func pass(
    _ strip: Strip, from stage: Int, to level: Level
  ) throws(UpsampleError) -> Strip {
    let rows = picture.rows(madeBy: stage, of: strip)
    return try level.turns.take(strip.index) { () throws(UpsampleError) in
      if let failure = level.failure { throw failure }
      do throws(UpsampleError) {
        if stage == 0, let firstRows {
          try picture.append(rows, madeBy: stage, to: firstRows)
        }
        level.made.append(rows)
        return try level.reader.strip(
          strip.index, making: plan.rows(madeBy: stage + 1, forStrip: strip.index))
      } catch {
        level.failure = error
        throw error
      }
    }
  }

  private func encode(_ strip: Strip) throws(UpsampleError) -> [EncodedSegment] {
    let rows = picture.outputRows(of: strip)
    let segmentBytes = plan.segmentRows * picture.output.rowBytes
    let count = (rows.count + segmentBytes - 1) / segmentBytes
    let isLastStrip = strip.outputRows.upperBound == picture.output.height
    guard count > 1 else {
      return try rows.withUnsafeBytes { bytes in
        Result { () throws(UpsampleError) in [try sink.encode(bytes, isLast: isLastStrip)] }
      }.get()
    }
    let segments = Guarded([Int: Result<EncodedSegment, UpsampleError>]())
    budget.withIdleThreads { threads in
      rows.withUnsafeBytes { bytes in
        nonisolated(unsafe) let bytes = bytes
        let sink = sink
        ParallelWork.forEach(count: count, on: threads, makeState: {}) { index, _ in
          let own = index * segmentBytes..<min((index + 1) * segmentBytes, bytes.count)
          let segment = Result { () throws(UpsampleError) in
            try sink.encode(
              UnsafeRawBufferPointer(rebasing: bytes[own]),
              isLast: isLastStrip && index == count - 1)
          }
          segments.withLock { $0[index] = segment }
        }
      }
    }
    return try (0..<count).map { index throws(UpsampleError) in
      try segments.withLock { $0[index]! }.get()
    }
  }
}
