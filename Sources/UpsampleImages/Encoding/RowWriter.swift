import UpsampleBase

/// Rows on their way to a sink, gathered into its segments.
package final class RowWriter {
  private let sink: any ImageSink
  private let layout: ImageLayout
  /// The bits of the samples that are written.
  package var depth: ImageLayout.Depth { layout.depth }
  /// The memory that is held until the picture is finished, in bytes.
  package var heldBytes: Int { sink.heldBytes + sink.segmentRows * layout.rowBytes }
  private var rowsLeft: Int
  private var pending: [UInt8] = []

  /// Writes all rows of a picture of the given layout.
  package init(_ sink: any ImageSink, layout: ImageLayout) {
    self.sink = sink
    self.layout = layout
    rowsLeft = layout.height
  }

  /// Writes the next row.
  package func append(_ row: [UInt8]) throws(UpsampleError) {
    precondition(row.count == layout.rowBytes && rowsLeft > 0)
    pending += row
    rowsLeft -= 1
    guard rowsLeft == 0 || pending.count == sink.segmentRows * layout.rowBytes else { return }
    let isLast = rowsLeft == 0
    let segment = pending.withUnsafeBytes { bytes in
      Result { () throws(UpsampleError) in try sink.encode(bytes, isLast: isLast) }
    }
    try sink.append(try segment.get())
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the next row of floating-point numbers, rounded, in the units of
  /// samples of the given depth.
  package func append(
    _ row: [Float], of depth: ImageLayout.Depth
  ) throws(UpsampleError) {
    let range = Float(layout.depth.maximum) / Float(depth.maximum)
    let rounded = [UInt8](unsafeUninitializedCapacity: layout.rowBytes) { bytes, initialized in
      roundSamples(
        row, count: row.count, range, layout.depth,
        into: UnsafeMutableRawBufferPointer(bytes))
      initialized = layout.rowBytes
    }
    try append(rounded)
  }

  /// Writes the file's end, after all rows, and puts the file under its name.
  package func finish() throws(UpsampleError) {
    precondition(rowsLeft == 0, "a picture has all its rows")
    try sink.finish()
  }
}
