/// A segment of a JPEG file that is not needed for its pixels: APP0 to APP15,
/// or a comment.
struct JPEGSegment: Hashable, Sendable {
  /// The marker's second byte: 0xE0...0xEF or ``comment``.
  var marker: UInt8
  /// What follows the segment's length, at most ``largestCount`` bytes.
  var data: [UInt8]

  /// The marker of a comment.
  static let comment: UInt8 = 0xfe
  /// The most bytes of a segment behind its length.
  static let largestCount = 65_533
}

/// What a JPEG file holds before its pixels beside what they need.
///
/// Reading it never fails: it ends where the file does not go on as it should,
/// which the decoder of the pixels will complain of.
struct JPEGMarkers {
  /// The segments in the file's order.
  private(set) var segments: [JPEGSegment] = []
  /// What the segments take more than they may: those behind were not read.
  var excess: MetadataExcess? { room.excess }
  private var room: MetadataRoom

  /// The most bytes between segments: what follows more of them is not looked at.
  static let largestGap = 1 << 20

  /// Reads a whole file, or its start.
  ///
  /// - Parameter limit: The most bytes of all segments.
  init(_ window: ByteWindow, limit: Int = InputLimits().metadata) {
    var window = window
    room = MetadataRoom(limit: limit)
    var offset = 2
    var gap = Self.largestGap
    while let start = window.bytes(at: offset, count: 2) {
      let marker = start.last!
      guard start.first == 0xff, marker != 0xff, marker != 0 else {
        // Fill bytes, or bytes between segments that decoders pass over.
        offset += 1
        gap -= 1
        if gap == 0 { return }
        continue
      }
      offset += 2
      if marker == 0x01 || (0xd0...0xd7).contains(marker) { continue }
      // Start of scan, end of image, start of another image.
      guard ![0xda, 0xd9, 0xd8].contains(marker),
        let length = window.bytes(at: offset, count: 2)?.bigEndian(2), length >= 2
      else { return }
      if (0xe0...0xef).contains(marker) || marker == JPEGSegment.comment {
        guard let data = window.bytes(at: offset + 2, count: length - 2) else { break }
        guard room.take(data.count, for: "segment") else { return }
        segments.append(JPEGSegment(marker: marker, data: Array(data)))
      }
      offset += length
    }
    room.end(of: window)
  }
}

extension JPEGSegment {
  /// The segments of data that stands behind an identifier in each of them.
  static func segments(
    _ marker: UInt8, _ identifier: [UInt8], _ data: [UInt8]
  ) -> [JPEGSegment] {
    let partCount = largestCount - identifier.count
    return stride(from: 0, to: data.count, by: partCount).map { start in
      let part = data[start..<min(start + partCount, data.count)]
      return JPEGSegment(marker: marker, data: identifier + part)
    }
  }

  /// Whether the data begins with an identifier.
  func isMarked(_ marker: UInt8, _ identifier: [UInt8]) -> Bool {
    self.marker == marker && data.starts(with: identifier)
  }
}
