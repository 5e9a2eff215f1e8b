/// Bytes that can be read at any offset: those of a buffer, or of a file of
/// which only a small window is held.
package struct ByteWindow {
  /// The number of bytes.
  package let count: Int
  /// Whether they are only the start of a stream, of which more may be there by
  /// chance than was needed.
  package let isStart: Bool

  private let read: (_ offset: Int, _ count: Int) -> ArraySlice<UInt8>
  private var window: ArraySlice<UInt8> = []
  private var windowStart = 0

  /// The least that is read at once. Chunks of a file that are far apart cost
  /// one read each, those that are close together share one.
  private static let leastCount = 512

  /// A window on bytes that are elsewhere.
  ///
  /// - Parameters:
  ///   - read: Returns the bytes at an offset, fewer where they can't be read.
  ///     The range that it is asked for lies within `count`.
  init(
    count: Int, isStart: Bool = false,
    read: @escaping (_ offset: Int, _ count: Int) -> ArraySlice<UInt8>
  ) {
    self.count = count
    self.isStart = isStart
    self.read = read
  }

  /// A window on a buffer.
  init(_ bytes: [UInt8], isStart: Bool = false) {
    self.init(count: bytes.count, isStart: isStart) { offset, count in
      bytes[offset..<offset + count]
    }
  }

  /// The `count` bytes at an offset, or `nil` where there are fewer. Neither may
  /// be negative.
  package mutating func bytes(at offset: Int, count length: Int) -> ArraySlice<UInt8>? {
    guard offset <= count, length <= count - offset else { return nil }
    if offset < windowStart || offset - windowStart > window.count - length {
      windowStart = offset
      window = read(offset, min(max(length, Self.leastCount), count - offset))
      guard window.count >= length else { return nil }
    }
    let start = window.startIndex + (offset - windowStart)
    return window[start..<start + length]
  }
}

extension Collection<UInt8> {
  /// The number that the first bytes are, the most significant one first.
  package func bigEndian(_ count: Int) -> Int { prefix(count).reduce(0) { $0 << 8 | Int($1) } }
}

/// The bytes of a number, the most significant one first.
package func bigEndianBytes(_ value: Int, count: Int = 4) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
}
