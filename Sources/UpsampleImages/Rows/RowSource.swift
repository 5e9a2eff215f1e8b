import UpsampleBase

/// Rows of a picture, read one by one from the top.
///
/// A source is used by one thread at a time.
package protocol RowSource: AnyObject {
  /// The number of rows.
  var height: Int { get }

  /// The bytes of a row.
  var rowBytes: Int { get }

  /// The memory that the picture takes while its rows are read, beyond that of a
  /// few of them: all of its samples or coefficients where it is decoded as a
  /// whole, otherwise 0.
  var heldBytes: Int { get }

  /// Reads the next row into `row`, whose size is ``rowBytes``.
  ///
  /// - Precondition: A row is left.
  func readRow(into row: UnsafeMutableRawBufferPointer) throws(UpsampleError)

  /// Reads to the end after the last row, so that damage there is found, and frees
  /// what was held of the picture.
  func finish() throws(UpsampleError)
}

extension RowSource {
  package var heldBytes: Int { 0 }

  /// The next row.
  package func readRow() throws(UpsampleError) -> [UInt8] {
    try [UInt8](count: rowBytes) { (row) throws(UpsampleError) in try readRow(into: row) }
  }
}
