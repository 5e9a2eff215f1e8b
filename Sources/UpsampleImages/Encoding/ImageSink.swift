import UpsampleBase

/// A picture that is being written.
///
/// The rows are cut into segments of ``segmentRows`` rows, the last one maybe
/// shorter. Segments are encoded independently of one another, on any thread
/// and in any order, and appended in order, so the bytes of the file depend on
/// the picture and the options alone.
package protocol ImageSink: AnyObject, Sendable {
  /// The rows of a segment, fixed by the picture's layout.
  var segmentRows: Int { get }

  /// The memory that is held until the picture is finished, in bytes, beside that
  /// of a segment.
  var heldBytes: Int { get }

  /// Encodes a segment's rows. Safe to call from several threads at once.
  ///
  /// - Parameters:
  ///   - rows: The segment's rows, tightly packed, samples in the machine's
  ///     byte order.
  ///   - isLast: Whether the segment ends the picture.
  func encode(_ rows: UnsafeRawBufferPointer, isLast: Bool) throws(UpsampleError) -> EncodedSegment

  /// Writes the next segment. Called by one thread at a time, in order.
  func append(_ segment: EncodedSegment) throws(UpsampleError)

  /// Writes the file's end and puts the file under its name.
  func finish() throws(UpsampleError)
}

extension ImageSink {
  package var heldBytes: Int { 0 }
}

/// A segment of a picture as its sink wants it: compressed, or still rows.
package struct EncodedSegment: Sendable {
  /// The segment's bytes as they are to be written, or its rows.
  package var bytes: [UInt8]
  /// The Adler-32 checksum of the bytes before compression, if there was any.
  package var adler32: UInt32
  /// The number of bytes before compression.
  var rawCount: Int

  package init(bytes: [UInt8], adler32: UInt32, rawCount: Int) {
    self.bytes = bytes
    self.adler32 = adler32
    self.rawCount = rawCount
  }
}
