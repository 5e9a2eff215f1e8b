import UpsampleBase

/// The part of XMP that does not fit into one segment of a JPEG file, ISO
/// 16684-3: a text of its own under an identifier that the main packet names.
struct ExtendedXMP: Hashable, Sendable {
  /// The 32 hexadecimal digits that name it: the MD5 digest of its bytes.
  let id: [UInt8]
  let bytes: [UInt8]

  private static let identifier = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
  private static let headerCount = identifier.count + 40
  /// The most bytes of a packet in one segment, its frame not counted.
  static let largestPacket =
    JPEGSegment.largestCount - XMPPacket.identifier.count
    - XMPPacket.opening.utf8.count - XMPPacket.closing.utf8.count
  private static let partCount = JPEGSegment.largestCount - headerCount

  /// Whether a segment is a part of one.
  static func isPart(_ segment: JPEGSegment) -> Bool { segment.isMarked(0xe1, identifier) }

  /// Joins the parts of an extension, or returns `nil` when one is missing or
  /// they do not fit together.
  init?(_ segments: [JPEGSegment], id: [UInt8]) {
    let parts = segments.filter { segment in
      Self.isPart(segment) && segment.data.count > Self.headerCount
        && zip(segment.data[Self.identifier.count...], id)
          .allSatisfy { $0.uppercase == $1.uppercase }
    }
    guard id.count == 32, let first = parts.first else { return nil }
    let lengthPlace = Self.identifier.count + 32
    let length = first.data[lengthPlace...].bigEndian(4)
    let sorted = parts.map { (offset: $0.data[(lengthPlace + 4)...].bigEndian(4), $0.data) }
      .sorted { $0.offset < $1.offset }
    var bytes: [UInt8] = []
    for (index, (offset, data)) in sorted.enumerated() {
      // Some programs write a part twice.
      if index > 0, data == sorted[index - 1].1 { continue }
      guard offset == bytes.count, data[lengthPlace...].bigEndian(4) == length else { return nil }
      bytes += data[Self.headerCount...]
    }
    guard bytes.count == length else { return nil }
    self.id = id
    self.bytes = bytes
  }

  /// The extension of those bytes.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    id = md5(bytes).flatMap { byte in
      [byte >> 4, byte & 15].map { Array("0123456789ABCDEF".utf8)[Int($0)] }
    }
  }

  /// The segments of a JPEG file that hold it.
  var segments: [JPEGSegment] {
    stride(from: 0, to: bytes.count, by: Self.partCount).map { start in
      let part = bytes[start..<min(start + Self.partCount, bytes.count)]
      let header = Self.identifier + id + bigEndianBytes(bytes.count) + bigEndianBytes(start)
      return JPEGSegment(marker: 0xe1, data: header + part)
    }
  }

  /// A packet that does nothing but name the extension.
  var mainPacket: XMPPacket {
    XMPPacket(
      Array(
        """
        \(XMPPacket.opening)<x:xmpmeta \
        xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
        <rdf:Description rdf:about="" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" \
        xmpNote:HasExtendedXMP="\(String(decoding: id, as: UTF8.self))"/></rdf:RDF></x:xmpmeta>\
        \(XMPPacket.closing)
        """.utf8))
  }
}

extension UInt8 {
  /// The capital of a letter a to z.
  fileprivate var uppercase: UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self & ~0x20 : self
  }
}
