import UpsampleBase
import UpsampleImages

/// The rows of a picture, continued above and below by a border.
///
/// Rows are numbered from the picture's first; rows below 0 and from the
/// height on are the border's. Besides the row at hand, only those rows are
/// held that the border repeats.
final class BorderedRows {
  private let source: any RowSource
  private let border: Border
  private let repeated: Set<Int>
  private var held: [Int: [UInt8]]
  private var nextSourceRow = 0
  private(set) var nextRow: Int

  /// Starts `before` rows above the picture's first row.
  ///
  /// - Parameters:
  ///   - after: The number of rows that may be read beyond the last one.
  ///   - lastRows: The picture's last rows by their numbers, `before` of them,
  ///     where `border` is `wrap`; see ``WrappedRows``.
  init(
    _ source: any RowSource, border: Border, before: Int, after: Int,
    lastRows: [Int: [UInt8]] = [:]
  ) {
    self.source = source
    self.border = border
    let height = source.height
    repeated = Set(
      [-before..<0, height..<height + after].joined()
        .compactMap { border.source(of: $0, extent: height) })
    held = lastRows
    nextRow = -before
  }

  /// Reads the next row into `row`, whose size is that of a row.
  func readRow(into row: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    defer { nextRow += 1 }
    guard let number = border.source(of: nextRow, extent: source.height) else {
      row.initializeMemory(as: UInt8.self, repeating: 0)
      return
    }
    while held[number] == nil, nextSourceRow < number { try holdSourceRow() }
    if let bytes = held[number] {
      bytes.withUnsafeBytes { row.copyMemory(from: $0) }
      if !repeated.contains(number) { held[number] = nil }
    } else {
      try source.readRow(into: row)
      nextSourceRow += 1
      if repeated.contains(number) { held[number] = Array(row) }
    }
  }

  /// Reads what is left of the picture and of its file, so that damage is found
  /// even where no output needs the bytes.
  func finish() throws(UpsampleError) {
    while nextSourceRow < source.height {
      _ = try source.readRow()
      nextSourceRow += 1
    }
    try source.finish()
  }

  private func holdSourceRow() throws(UpsampleError) {
    held[nextSourceRow] = try source.readRow()
    nextSourceRow += 1
  }
}
