import CImageIO
import UpsampleBase

/// A JPEG file that is being written.
///
/// Its segments are plain rows: the format's entropy coding runs through the
/// whole picture, so all compression happens in ``append(_:)``.
final class JPEGSink: ImageSink, @unchecked Sendable {
  /// How a JPEG is compressed.
  enum Manner {
    /// libjpeg's tables for a quality of 1 to 100; inks are stored as YCCK.
    case quality(Int, chroma: Chroma = .byQuality)
    /// The tables, the sampling factors and the restart markers of another file
    /// with as many channels.
    case like(JPEGEncoding)
  }

  /// Whether chroma has fewer samples than luma.
  enum Chroma {
    /// It is halved in both directions below ``fullChromaQuality``, and whole from there on.
    case byQuality
    /// It is halved in both directions.
    case halved
  }

  let segmentRows: Int
  let heldBytes: Int

  // These belong to the one thread at a time that appends.
  private let file: OutputFile
  private let writer: OpaquePointer
  private let rowBytes: Int

  /// The longest side that libjpeg takes.
  static let maxSide = 65_500

  /// The quality from which on chroma is not subsampled.
  static let fullChromaQuality = 90

  /// Writes the header of a JPEG file.
  ///
  /// - Parameters:
  ///   - layout: Gray, RGB or CMYK of 8 bits.
  ///   - progression: Whether the picture comes in passes.
  ///   - metadata: The segments and the density of the file.
  /// - Throws: ``UpsampleError/limit(_:)`` when a side is beyond
  ///   ``maxSide``, or ``UpsampleError/system(_:)``.
  /// - Precondition: The quality is within its range, or the encoding is
  ///   repeatable and has as many components as the layout channels.
  init(
    _ file: OutputFile, layout: ImageLayout, manner: Manner,
    progression: JPEGProgression = .sequential, metadata: OutputMetadata = OutputMetadata()
  ) throws(UpsampleError) {
    precondition(layout.depth == .eight && !layout.hasAlpha)
    try layout.checkSides(within: Self.maxSide, of: file, format: "JPEG")
    var failure = cio_failure()
    guard
      let writer = Self.makeWriter(
        file, layout, manner, progression, metadata.jfif, &failure)
    else {
      throw UpsampleError(failure, of: file)
    }
    self.file = file
    self.writer = writer
    rowBytes = layout.rowBytes
    // A coefficient of two bytes for each sample.
    let isHeld = progression == .progressive || !manner.isInterleaved
    heldBytes = isHeld ? 2 * layout.height * layout.rowSamples : 0
    segmentRows = min(layout.height, max(16, Self.segmentBytes / layout.rowBytes / 16 * 16))
    for segment in metadata.segments {
      let data = segment.data
      guard cio_jpeg_writer_marker(writer, segment.marker, data, data.count, &failure) else {
        throw UpsampleError(failure, of: file)
      }
    }
  }

  deinit { cio_jpeg_writer_destroy(writer) }

  /// The length of a segment, about.
  private static let segmentBytes = 256 * 1024

  private static func makeWriter(
    _ file: OutputFile, _ layout: ImageLayout, _ manner: Manner,
    _ progression: JPEGProgression, _ density: JFIFDensity?, _ failure: inout cio_failure
  ) -> OpaquePointer? {
    var picture = cio_picture(layout)
    var encoding = cio_jpeg_encoding()
    var (quality, subsamples): (Int32, Bool) = (0, false)
    switch manner {
    case .quality(let percent, let chroma):
      precondition((1...100).contains(percent))
      (quality, subsamples) = (Int32(percent), chroma == .halved || percent < fullChromaQuality)
    case .like(let kept):
      precondition(kept.isRepeatable && kept.components.count == layout.channels)
      encoding = kept.cEncoding
    }
    return withUnsafePointer(to: &encoding) { encoding in
      withCDensity(density) { density in
        cio_jpeg_writer_create(
          file.descriptor, &picture, quality > 0 ? nil : encoding, quality, subsamples,
          progression == .progressive, density, &failure)
      }
    }
  }

  private static func withCDensity<Result>(
    _ density: JFIFDensity?, _ body: (UnsafePointer<cio_jfif_density>?) -> Result
  ) -> Result {
    guard let density else { return body(nil) }
    let cDensity = cio_jfif_density(
      unit: UInt8(density.unit), x: UInt16(density.x), y: UInt16(density.y))
    return withUnsafePointer(to: cDensity) { body($0) }
  }

  func encode(
    _ rows: UnsafeRawBufferPointer, isLast: Bool
  ) throws(UpsampleError) -> EncodedSegment {
    EncodedSegment(bytes: Array(rows), adler32: 0, rawCount: rows.count)
  }

  func append(_ segment: EncodedSegment) throws(UpsampleError) {
    var failure = cio_failure()
    let count = segment.bytes.count / rowBytes
    guard cio_jpeg_writer_rows(writer, segment.bytes, count, &failure) else {
      throw UpsampleError(failure, of: file)
    }
  }

  func finish() throws(UpsampleError) {
    var failure = cio_failure()
    guard cio_jpeg_writer_finish(writer, &failure) else {
      throw UpsampleError(failure, of: file)
    }
    try file.commit()
  }
}

extension JPEGSink.Manner {
  /// Whether the components stand in one scan.
  fileprivate var isInterleaved: Bool {
    switch self {
    case .quality: true
    case .like(let encoding): encoding.isInterleaved
    }
  }
}
