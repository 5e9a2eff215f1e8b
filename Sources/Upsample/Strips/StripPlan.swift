import UpsampleBase

/// The cuts of a picture into strips: which output rows a strip makes, and
/// which input rows it needs for them.
///
/// Strips are whole numbers of the sink's segments, so a strip's height
/// changes what is worked on at once, never what is written.
package struct StripPlan: Sendable {
  /// The vertical axis.
  let axis: ResamplingAxis
  /// The output rows of a segment.
  let segmentRows: Int
  /// The segments of a strip.
  var segmentsPerStrip = 1

  package init(axis: ResamplingAxis, segmentRows: Int, segmentsPerStrip: Int = 1) {
    self.axis = axis
    self.segmentRows = segmentRows
    self.segmentsPerStrip = segmentsPerStrip
  }

  private var stripRows: Int { segmentRows * segmentsPerStrip }

  /// The number of strips.
  var count: Int { (axis.outputExtent + stripRows - 1) / stripRows }

  /// The output rows that a strip makes.
  package func outputRows(ofStrip strip: Int) -> Range<Int> {
    let first = strip * stripRows
    return first..<min(first + stripRows, axis.outputExtent)
  }

  /// The input rows that a strip needs, those of the border among them.
  package func inputRows(ofStrip strip: Int) -> Range<Int> {
    axis.inputs(of: outputRows(ofStrip: strip))
  }
}

/// The input of one strip.
package struct Strip: Sendable {
  /// The strip's place among the strips of its picture.
  let index: Int
  /// The output rows to make.
  let outputRows: Range<Int>
  /// The numbers of the input rows in `bytes`.
  let inputRows: Range<Int>
  /// The input rows, tightly packed.
  let bytes: [UInt8]

  package init(index: Int, outputRows: Range<Int>, inputRows: Range<Int>, bytes: [UInt8]) {
    self.index = index
    self.outputRows = outputRows
    self.inputRows = inputRows
    self.bytes = bytes
  }
}

/// The strips of a picture in order, each with all the rows that it needs.
final class StripReader {
  private let plan: StripPlan
  private let rows: BorderedRows
  private let rowBytes: Int
  private var nextStrip = 0
  /// The rows of the strip before that the next one needs again.
  private var overlap: [UInt8] = []

  init(_ plan: StripPlan, rows: BorderedRows, rowBytes: Int) {
    self.plan = plan
    self.rows = rows
    self.rowBytes = rowBytes
  }

  /// The next strip, or `nil` after the last one, when the picture has been
  /// read to its end and found whole.
  func next() throws(UpsampleError) -> Strip? {
    guard nextStrip < plan.count else {
      try rows.finish()
      return nil
    }
    let inputRows = plan.inputRows(ofStrip: nextStrip)
    let bytes = try read(inputRows)
    let strip = Strip(
      index: nextStrip, outputRows: plan.outputRows(ofStrip: nextStrip), inputRows: inputRows,
      bytes: bytes)
    nextStrip += 1
    if nextStrip < plan.count {
      let needed = plan.inputRows(ofStrip: nextStrip).lowerBound - inputRows.lowerBound
      overlap = Array(bytes[min(bytes.count, needed * rowBytes)...])
    }
    return strip
  }

  private func read(_ inputRows: Range<Int>) throws(UpsampleError) -> [UInt8] {
    try [UInt8](count: inputRows.count * rowBytes) { (bytes) throws(UpsampleError) in
      overlap.withUnsafeBytes { bytes.copyMemory(from: $0) }
      for first in stride(from: overlap.count, to: bytes.count, by: rowBytes) {
        try rows.readRow(
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[first..<first + rowBytes]))
      }
    }
  }
}
