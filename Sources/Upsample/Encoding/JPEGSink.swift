import CImageIO

/// A JPEG file that is being written.
///
/// Its segments are plain rows: the format's entropy coding runs through the
/// whole picture, so all compression happens in ``append(_:)``.
final class JPEGSink: ImageSink, @unchecked Sendable {
  /// How a JPEG is compressed.
  enum Manner {
    /// libjpeg's tables for a quality of 1 to 100. Chroma is halved in both
    /// directions below 90, and whole from there on.
    case quality(Int)
    /// The tables and sampling factors of another file with as many channels.
    case like(JPEGEncoding)
  }

  let segmentRows: Int

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
  ///   - layout: 1 or 3 channels of 8 bits.
  /// - Throws: ``UpsampleError/limit(_:)`` when a side is beyond
  ///   ``maxSide``, or ``UpsampleError/system(_:)``.
  /// - Precondition: The quality is within its range, or the encoding is
  ///   repeatable and has as many components as the layout channels.
  init(_ file: OutputFile, layout: ImageLayout, manner: Manner) throws(UpsampleError) {
    precondition(layout.depth == .eight && !layout.hasAlpha)
    try layout.checkSides(within: Self.maxSide, of: file, format: "JPEG")
    var failure = cio_failure()
    guard let writer = Self.makeWriter(file, layout, manner, &failure) else {
      throw UpsampleError(failure, of: file)
    }
    self.file = file
    self.writer = writer
    rowBytes = layout.rowBytes
    segmentRows = min(layout.height, max(16, Self.segmentBytes / layout.rowBytes / 16 * 16))
  }

  deinit { cio_jpeg_writer_destroy(writer) }

  /// The length of a segment, about.
  private static let segmentBytes = 256 * 1024

  private static func makeWriter(
    _ file: OutputFile, _ layout: ImageLayout, _ manner: Manner, _ failure: inout cio_failure
  ) -> OpaquePointer? {
    var picture = cio_picture(layout)
    switch manner {
    case .quality(let quality):
      precondition((1...100).contains(quality))
      let subsamples = quality < fullChromaQuality
      return cio_jpeg_writer_create(
        file.descriptor, &picture, nil, Int32(quality), subsamples, &failure)
    case .like(let encoding):
      precondition(encoding.isRepeatable && encoding.components.count == layout.channels)
      var encoding = encoding.cEncoding
      return cio_jpeg_writer_create(file.descriptor, &picture, &encoding, 0, false, &failure)
    }
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
