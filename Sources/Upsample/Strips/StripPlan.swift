/// The cuts of a picture into strips: which rows each stage makes for a strip, and which
/// lines it needs for them.
///
/// Strips are whole numbers of the sink's segments, so a strip's height changes what is
/// worked on at once, never what is written. Between stages, a strip makes the rows that no
/// strip above made: none is made twice.
package struct StripPlan: Sendable {
  let chain: Chain
  /// The output rows of a segment.
  let segmentRows: Int
  /// The segments of a strip.
  let segmentsPerStrip: Int

  package init(_ chain: Chain, segmentRows: Int, segmentsPerStrip: Int = 1) {
    self.chain = chain
    self.segmentRows = segmentRows
    self.segmentsPerStrip = segmentsPerStrip
  }

  /// The output rows of all strips but maybe the last.
  var stripRows: Int { segmentRows * segmentsPerStrip }

  private var height: Int { chain.last.vertical.outputExtent }

  /// The number of strips.
  var count: Int { (height + stripRows - 1) / stripRows }

  /// The output rows that a strip makes.
  package func outputRows(ofStrip strip: Int) -> Range<Int> {
    rows(madeBy: chain.stages.count - 1, forStrip: strip)
  }

  /// The rows that a stage makes for a strip, possibly none.
  package func rows(madeBy stage: Int, forStrip strip: Int) -> Range<Int> {
    func end(_ strips: Int) -> Int {
      chain.rowsNeeded(making: min(strips * stripRows, height))[stage + 1]
    }
    return end(strip)..<end(strip + 1)
  }

  /// The lines that the first stage needs for a strip, those of the border among them.
  package func inputRows(ofStrip strip: Int) -> Range<Int> {
    chain.stages[0].lines(reaching: rows(madeBy: 0, forStrip: strip))
  }
}

extension Stage {
  /// The lines that rows are made of, those of the border among them; none where there are
  /// no rows.
  func lines(reaching rows: Range<Int>) -> Range<Int> {
    rows.isEmpty ? 0..<0 : vertical.inputs(of: rows)
  }
}

/// What a stage makes rows of for one strip.
package struct Strip: Sendable {
  /// The strip's place among the strips of its picture.
  let index: Int
  /// The rows to make.
  let outputRows: Range<Int>
  /// The numbers of the lines in `bytes`.
  let inputRows: Range<Int>
  /// The lines, tightly packed.
  let bytes: [UInt8]

  package init(index: Int, outputRows: Range<Int>, inputRows: Range<Int>, bytes: [UInt8]) {
    self.index = index
    self.outputRows = outputRows
    self.inputRows = inputRows
    self.bytes = bytes
  }
}
