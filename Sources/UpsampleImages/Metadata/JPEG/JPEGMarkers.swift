import UpsampleBase

/// A segment of a JPEG file that is not needed for its pixels: APP0 to APP15,
/// or a comment.
package struct JPEGSegment: Hashable, Sendable {
  /// The marker's second byte: 0xE0...0xEF or ``comment``.
  package var marker: UInt8
  /// What follows the segment's length, at most ``largestCount`` bytes.
  package var data: [UInt8]

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

  /// Reads a whole file, or its start.
  ///
  /// - Parameter limit: The most bytes of all segments, and of those between them.
  init(_ window: ByteWindow, limit: Int = InputLimits().metadata) {
    var window = window
    room = MetadataRoom(limit: limit)
    var offset = 2
    while let marker = nextMarker(&offset, &window) {
      if marker == 0x01 || (0xd0...0xd7).contains(marker) { continue }
      // Start of scan, end of image, start of another image.
      guard ![0xda, 0xd9, 0xd8].contains(marker),
        let length = window.bytes(at: offset, count: 2)?.bigEndian(2)
      else { return }
      let isMetadata = (0xe0...0xef).contains(marker) || marker == JPEGSegment.comment
      if isMetadata, length >= 2 {
        guard let data = window.bytes(at: offset + 2, count: length - 2) else { break }
        guard room.take(data.count, for: "segment") else { return }
        segments.append(JPEGSegment(marker: marker, data: Array(data)))
      }
      // Decoders go on behind a length that does not count even itself.
      offset += max(2, length)
    }
    room.end(of: window)
  }

  /// The first marker from a place on, which moves behind it. Fill bytes before it
  /// are passed over, and others that decoders pass over too; `nil` where there is
  /// none, or only behind too many of them.
  private mutating func nextMarker(_ offset: inout Int, _ window: inout ByteWindow) -> UInt8? {
    var count = 2
    while let bytes = window.bytes(at: offset, count: min(count, max(2, window.count - offset))) {
      let start = bytes.indices.dropLast().first { index in
        bytes[index] == 0xff && bytes[index + 1] != 0xff && bytes[index + 1] != 0
      }
      let passed = start.map { $0 - bytes.startIndex } ?? bytes.count - 1
      offset += passed
      guard room.pass(passed) else { return nil }
      if let start {
        offset += 2
        return bytes[start + 1]
      }
      count = Self.searchedCount
    }
    return nil
  }

  /// The bytes that are searched at once where no marker follows a segment.
  private static let searchedCount = 1 << 14
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
