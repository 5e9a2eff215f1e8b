import CImageIO

/// The room that is left for inflating a file's ancillary data, so that small
/// files can't make large ones of themselves.
struct InflationBudget {
  private(set) var room: MetadataRoom

  /// - Parameter limit: The most bytes of all pieces. One of them may have a
  ///   quarter.
  init(limit: Int = InputLimits().metadata) {
    room = MetadataRoom(limit: limit, .inflated)
  }

  /// The contents of a zlib stream, or `nil` when it is damaged or its contents
  /// take more than is left. Memory is taken for sound contents only.
  ///
  /// - Parameter name: What is inflated, for people to read.
  mutating func inflate(_ stream: [UInt8], name: String) -> [UInt8]? {
    guard let count = count(of: stream, limit: .max, name: name) else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { output, made in
      var length = 0
      let isSound = cio_inflate(stream, stream.count, output.baseAddress, count, &length)
      precondition(isSound && length == count, "a stream inflates alike twice")
      made = length
    }
  }

  /// The length of a zlib stream's contents, which counts as inflated; `nil` also
  /// where it is beyond a limit of the caller's.
  mutating func count(of stream: [UInt8], limit: Int, name: String) -> Int? {
    var count = 0
    let isSound = cio_inflate(
      stream, stream.count, nil, min(limit, room.mostOfPiece), &count)
    // A damaged stream has cost what a whole one may cost.
    let fits = room.take(count, for: "\(name), inflated")
    return isSound && fits && count <= limit ? count : nil
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
