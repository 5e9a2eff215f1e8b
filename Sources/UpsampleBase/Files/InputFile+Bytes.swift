extension InputFile {
  /// Whether two regular files hold the same bytes. Nothing is taken from their readers.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when one can't be read.
  package func holdsBytes(of other: InputFile) throws(UpsampleError) -> Bool {
    guard let count = byteCount, count == other.byteCount else { return false }
    var (own, theirs) = (window(), other.window())
    for offset in stride(from: 0, to: count, by: Self.comparedBytes) {
      let length = min(Self.comparedBytes, count - offset)
      let parts = (own.bytes(at: offset, count: length), theirs.bytes(at: offset, count: length))
      try checkWindow()
      try other.checkWindow()
      guard let part = parts.0, part == parts.1 else { return false }
    }
    return true
  }

  private static let comparedBytes = 1 << 16
}
