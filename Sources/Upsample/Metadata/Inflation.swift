import CImageIO

/// The room that is left for inflating a file's ancillary data, so that small
/// files can't make large ones of themselves.
struct InflationBudget {
  /// The most bytes of one piece.
  static let largestPiece = 16 << 20

  private var room = 64 << 20

  /// The contents of a zlib stream, or `nil` when it is damaged or its contents
  /// take more than is left. Memory is taken for sound contents only.
  mutating func inflate(_ stream: [UInt8], limit: Int = largestPiece) -> [UInt8]? {
    guard let count = count(of: stream, limit: limit) else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { output, made in
      var length = 0
      let isSound = cio_inflate(stream, stream.count, output.baseAddress, count, &length)
      precondition(isSound && length == count, "a stream inflates alike twice")
      made = length
    }
  }

  /// The length of a zlib stream's contents, which counts as inflated.
  mutating func count(of stream: [UInt8], limit: Int = largestPiece) -> Int? {
    var count = 0
    guard cio_inflate(stream, stream.count, nil, min(limit, room), &count) else {
      // A damaged stream has cost what a whole one may cost.
      room -= min(limit, room, count)
      return nil
    }
    room -= count
    return count
  }
}

/// A zlib stream of the bytes.
func zlibCompressed(_ bytes: [UInt8]) -> [UInt8] {
  let capacity = cio_zlib_bound(bytes.count)
  return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
    count = cio_zlib_compress(bytes, bytes.count, output.baseAddress!, capacity)
    precondition(count > 0, "compressed data always fits within its bound")
  }
}
