/// A picture that is being read, row by row from the top.
///
/// A source is used by one thread at a time.
protocol ImageSource: AnyObject {
  /// The size and sample format of the rows. Palettes and depths below 8 bits
  /// are expanded already.
  var layout: ImageLayout { get }

  /// What the file says about itself beyond its pixels.
  var properties: ImageProperties { get }

  /// Reads the next `count` rows into `rows`, tightly packed.
  ///
  /// - Precondition: `count` rows are left and `rows` holds exactly
  ///   `count * layout.rowBytes` bytes.
  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError)

  /// Reads to the file's end after the last row, so that damage there is found.
  func finish() throws(UpsampleError)
}

extension ImageSource {
  /// The next row.
  func readRow() throws(UpsampleError) -> [UInt8] {
    try [UInt8](count: layout.rowBytes) { (row) throws(UpsampleError) in
      try readRows(1, into: row)
    }
  }
}

/// What an input file says about itself beyond its pixels.
struct ImageProperties: Sendable {
  /// The format that the first bytes name.
  var format: ImageFormat
  /// The way a JPEG was compressed; `nil` for other formats.
  var jpegEncoding: JPEGEncoding?
}

/// The quantisation tables and sampling factors of a JPEG file, by which a
/// picture can be compressed just as that file was.
struct JPEGEncoding: Hashable, Sendable {
  struct Component: Hashable, Sendable {
    var horizontalSampling: Int
    var verticalSampling: Int
    /// The index of the component's table in ``JPEGEncoding/tables``.
    var table: Int
  }

  /// Up to four tables of 64 entries in row-major order.
  var tables: [[UInt16]]
  /// One entry for each component of the file.
  var components: [Component]
}

/// The formats of image files.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  case png, jpeg
}
