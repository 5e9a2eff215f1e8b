extension InputFile {
  /// Calls `body` with each line of a regular file that a newline ends, without it.
  /// Nothing may have been read before.
  ///
  /// The memory taken is that of a piece of the file. Reading ends where the file ended
  /// when it was opened, at a line of more than 64 KiB, which none of ours is, and when
  /// it is stopped: so it ends whoever writes the file, and whatever its length.
  package func forEachLine(
    until isStopped: () -> Bool, _ body: (ArraySlice<UInt8>) -> Void
  ) throws(UpsampleError) {
    let longest = 64 * 1024
    let piece = Storage<UInt8>(zeros: longest)
    var left = byteCount ?? 0
    var rest: [UInt8] = []
    while left > 0, rest.count <= longest, !isStopped() {
      let room = UnsafeMutableRawBufferPointer(rebasing: piece.bytes.prefix(left))
      let count = try readSome(into: room)
      if count == 0 { return }
      left -= count
      rest += piece.bytes[..<count]
      var start = 0
      while let end = rest[start...].firstIndex(of: .newline) {
        body(rest[start..<end])
        start = end + 1
      }
      rest.removeFirst(start)
    }
  }
}
