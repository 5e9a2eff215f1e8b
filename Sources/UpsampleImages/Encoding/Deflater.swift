import CImageIO

/// A compressor of segments: raw deflate, RFC 1951, in which each segment refers
/// to nothing before it.
final class Deflater {
  private let deflater: OpaquePointer
  /// Where output goes of which only the length is wanted.
  private var scratch: [UInt8] = []

  /// Creates a compressor, or returns `nil` without memory.
  ///
  /// - Parameters:
  ///   - level: 0 to 3 for ISA-L, 0 to 9 for zlib.
  init?(_ engine: cio_deflate_engine, level: Int32) {
    guard let deflater = cio_deflater_create(engine, level) else { return nil }
    self.deflater = deflater
  }

  deinit { cio_deflater_destroy(deflater) }

  /// The segment in deflate, which ends at a byte. The last one ends the stream.
  func compress(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    let capacity = cio_deflate_bound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      count = cio_deflate(
        deflater, bytes, bytes.count, output.baseAddress!, capacity, isLast)
      precondition(count > 0, "compressed data always fits within its bound")
    }
  }

  /// The length that the segment would take.
  func compressedCount(_ bytes: [UInt8]) -> Int {
    let capacity = cio_deflate_bound(bytes.count)
    if scratch.count < capacity { scratch = [UInt8](repeating: 0, count: capacity) }
    return cio_deflate(deflater, bytes, bytes.count, &scratch, capacity, false)
  }
}
