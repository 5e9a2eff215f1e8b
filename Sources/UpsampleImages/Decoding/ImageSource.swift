import UpsampleBase

/// A picture file that is being read, row by row from the top.
package protocol ImageSource: RowSource {
  /// The size and sample format of the rows. Palettes and depths below 8 bits
  /// are expanded already.
  var layout: ImageLayout { get }

  /// What the file says about itself beyond its pixels.
  var properties: ImageProperties { get }

  /// What was found out only when the source was finished.
  var lateWarnings: [DecodingNotice] { get }

  /// Reads the next `count` rows into `rows`, tightly packed.
  ///
  /// - Precondition: `count` rows are left and `rows` holds exactly
  ///   `count * layout.rowBytes` bytes.
  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError)
}

extension ImageSource {
  package var lateWarnings: [DecodingNotice] { [] }

  package var height: Int { layout.height }

  package var rowBytes: Int { layout.rowBytes }

  package func readRow(into row: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    try readRows(1, into: row)
  }
}

/// What an input file says about itself beyond its pixels.
package struct ImageProperties: Sendable {
  /// The format that the first bytes name.
  package var format: ImageFormat
  /// The way a JPEG was compressed; `nil` for other formats.
  var jpegEncoding: JPEGEncoding?
  /// Everything else.
  package var metadata = PictureMetadata()

  package init(
    format: ImageFormat, jpegEncoding: JPEGEncoding? = nil,
    metadata: PictureMetadata = PictureMetadata()
  ) {
    self.format = format
    self.jpegEncoding = jpegEncoding
    self.metadata = metadata
  }
}

/// The quantisation tables and sampling factors of a JPEG file, by which a
/// picture can be compressed just as that file was.
package struct JPEGEncoding: Hashable, Sendable {
  struct Component: Hashable, Sendable {
    var horizontalSampling: Int
    var verticalSampling: Int
    /// The index of the component's table in ``JPEGEncoding/tables``.
    var table: Int
  }

  /// What three components are.
  enum ColourTransform: Hashable, Sendable { case lumaAndChroma, none }

  /// The distance of the markers from which decoding can restart after damage.
  enum Restarts: Hashable, Sendable {
    case none
    /// Rows of blocks.
    case rows(Int)
    /// Blocks of all components.
    case blocks(Int)
  }
  /// Whether inks are stored plainly or as luma, chroma and black.
  enum InkTransform: Hashable, Sendable { case plain, ycck }

  /// Up to four tables of 64 entries in row-major order.
  var tables: [[UInt16]]
  /// One entry for each component of the file.
  var components: [Component]
  var transform = ColourTransform.lumaAndChroma
  var restarts = Restarts.none
  /// How four components are stored.
  var inkTransform = InkTransform.plain
}

/// The formats of image files.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  /// Portable Network Graphics.
  case png
  /// JPEG, in a JFIF file or another.
  case jpeg
}
