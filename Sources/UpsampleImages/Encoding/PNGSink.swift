import CImageIO
import Glibc
import UpsampleBase

/// A PNG file that is being written.
///
/// Its compressed data is one deflate stream, cut into segments that refer to
/// nothing before them. Each is one IDAT chunk.
final class PNGSink: ImageSink, @unchecked Sendable {
  let segmentRows: Int

  private let layout: ImageLayout
  private let effort: PNGEffort
  /// The encoders that no thread uses at the moment.
  private let idleEncoders = Guarded<[PNGSegmentEncoder]>([])

  // These belong to the one thread at a time that appends.
  private let file: OutputFile
  private let writer: OpaquePointer
  private var rawBytesLeft: Int
  /// The chunks behind the pixels.
  private let lastChunks: [PNGChunk]

  /// Writes the header of a PNG file and the chunks that stand before the pixels.
  ///
  /// - Parameters:
  ///   - palette: At most 256 colours, to which the samples of a picture of one channel of
  ///     8 bits are indices; without any they are samples.
  /// - Throws: ``UpsampleError/limit(_:)`` when a side is beyond 2^31 - 1, the
  ///   most that the format allows, or ``UpsampleError/system(_:)``.
  init(
    _ file: OutputFile, layout: ImageLayout, compression: Compression, palette: [Colour] = [],
    metadata: OutputMetadata = OutputMetadata()
  ) throws(UpsampleError) {
    precondition(palette.isEmpty || layout.pixelBytes == 1 && palette.count <= 256)
    try layout.checkSides(within: Int(Int32.max), of: file, format: "PNG")
    var picture = cio_picture(layout)
    var failure = cio_failure()
    let colours = palette.flatMap { [$0.red, $0.green, $0.blue] }
    guard
      let writer = cio_png_writer_create(
        file.descriptor, &picture, colours, palette.count, &failure)
    else { throw UpsampleError(failure, of: file) }
    self.file = file
    self.writer = writer
    self.layout = layout
    effort = palette.isEmpty ? PNGEffort(compression) : .ofIndices
    let wanted = max(8, Self.segmentBytes / layout.rowBytes)
    segmentRows = min(layout.height, wanted, max(1, Self.largestSegmentBytes / layout.rowBytes))
    rawBytesLeft = layout.height * (layout.rowBytes + 1)
    lastChunks = metadata.chunks.filter(\.followsPixels)
    try write(metadata.chunks.filter { !$0.followsPixels })
  }

  deinit { cio_png_writer_destroy(writer) }

  /// The length of a segment before compression, about.
  private static let segmentBytes = 512 * 1024
  /// The length of a segment of very long rows.
  private static let largestSegmentBytes = 16 << 20

  func encode(
    _ rows: UnsafeRawBufferPointer, isLast: Bool
  ) throws(UpsampleError) -> EncodedSegment {
    let idle = idleEncoders.withLock { $0.popLast() }
    guard let encoder = idle ?? PNGSegmentEncoder(layout: layout, effort: effort) else {
      throw .system(
        SystemFailure(action: "compress", name: file.name, side: .output, code: ENOMEM))
    }
    defer { idleEncoders.withLock { $0.append(encoder) } }
    return encoder.encode(rows, isLast: isLast)
  }

  private func write(_ chunks: [PNGChunk]) throws(UpsampleError) {
    var failure = cio_failure()
    for chunk in chunks {
      guard
        cio_png_writer_chunk(writer, chunk.type.bytes, chunk.data, chunk.data.count, &failure)
      else { throw UpsampleError(failure, of: file) }
    }
  }

  func append(_ segment: EncodedSegment) throws(UpsampleError) {
    rawBytesLeft -= segment.rawCount
    var failure = cio_failure()
    guard
      cio_png_writer_segment(
        writer, segment.bytes, segment.bytes.count, segment.adler32, segment.rawCount,
        rawBytesLeft == 0, &failure)
    else { throw UpsampleError(failure, of: file) }
  }

  /// Writes the file's end and puts the file under its name.
  ///
  /// - Precondition: All rows were appended.
  func finish() throws(UpsampleError) {
    precondition(rawBytesLeft == 0, "a picture has all its rows")
    try write(lastChunks)
    var failure = cio_failure()
    guard cio_png_writer_finish(writer, &failure) else {
      throw UpsampleError(failure, of: file)
    }
    try file.commit()
  }
}
