import UpsampleBase
import UpsampleImages

/// The line buffer of a stage: gives strip after strip the lines that it needs, and holds
/// those that the next one needs again.
final class StripReader {
  private let stage: any Stage
  private let rows: BorderedRows
  private let rowBytes: Int
  /// The last lines read, those from which the next row on is made.
  private var overlap: [UInt8] = []

  /// - Parameters:
  ///   - source: The rows that the stage reads, none of which have been read.
  ///   - lastRows: The last of them by their numbers, as many as the border `wrap` shows
  ///     above the first.
  init(_ stage: any Stage, source: any RowSource, lastRows: [Int: [UInt8]]) {
    self.stage = stage
    rows = BorderedRows(
      source, border: stage.border, before: stage.vertical.borderBefore,
      after: stage.vertical.borderAfter, lastRows: lastRows)
    rowBytes = source.rowBytes
  }

  /// The lines of which rows are made that follow those asked for before.
  func strip(_ index: Int, making made: Range<Int>) throws(UpsampleError) -> Strip {
    let lines = stage.lines(reaching: made)
    let bytes = made.isEmpty ? [] : try read(lines)
    if !made.isEmpty, made.upperBound < stage.vertical.outputExtent {
      let needed = stage.vertical.lowestInput(of: made.upperBound) - lines.lowerBound
      overlap = Array(bytes[min(bytes.count, needed * rowBytes)...])
    }
    return Strip(index: index, outputRows: made, inputRows: lines, bytes: bytes)
  }

  /// Reads what is left of the rows and of their file; see ``BorderedRows/finish()``.
  func finish() throws(UpsampleError) { try rows.finish() }

  private func read(_ lines: Range<Int>) throws(UpsampleError) -> [UInt8] {
    try [UInt8](count: lines.count * rowBytes) { (bytes) throws(UpsampleError) in
      overlap.withUnsafeBytes { bytes.copyMemory(from: $0) }
      // Strides longer than the filter leave lines between that reach no row.
      while rows.nextRow < lines.lowerBound + overlap.count / rowBytes {
        try rows.readRow(into: UnsafeMutableRawBufferPointer(rebasing: bytes.suffix(rowBytes)))
      }
      for first in stride(from: overlap.count, to: bytes.count, by: rowBytes) {
        try rows.readRow(
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[first..<first + rowBytes]))
      }
    }
  }
}

/// Rows that a stage has made, for the line buffer of the next one.
final class MadeRows: RowSource {
  let height: Int
  let rowBytes: Int
  private var bytes: [UInt8] = []
  private var offset = 0

  init(height: Int, rowBytes: Int) {
    self.height = height
    self.rowBytes = rowBytes
  }

  /// Adds the rows below those added before.
  func append(_ rows: [UInt8]) {
    bytes.removeFirst(offset)
    offset = 0
    if bytes.isEmpty { bytes = rows } else { bytes += rows }
  }

  func readRow(into row: UnsafeMutableRawBufferPointer) {
    bytes[offset..<offset + rowBytes].withUnsafeBytes { row.copyMemory(from: $0) }
    offset += rowBytes
  }

  func finish() {}
}
