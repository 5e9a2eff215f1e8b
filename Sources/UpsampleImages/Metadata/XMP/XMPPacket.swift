/// An XMP packet, ISO 16684-1: RDF in XML.
///
/// Values are changed in the text, of which everything else stays as it is. A
/// packet that is not well formed, or not of UTF-8, is kept unchanged.
package struct XMPPacket: Hashable, Sendable {
  /// The packet's text, of UTF-8 in most files.
  private(set) var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What stands before a packet in a JPEG file.
  static let identifier = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  /// The namespace of what an application notes about a packet.
  static let note = "http://ns.adobe.com/xmp/note/"

  /// The GUID of the extension that the packet names.
  var extensionID: [UInt8]? {
    guard let tags = XMLTags(bytes) else { return nil }
    for tag in tags.tags {
      for attribute in tag.attributes
      where tags.isName(attribute.name, "HasExtendedXMP", of: Self.note) {
        return Array(bytes[attribute.value])
      }
      if tag.kind == .opening, tags.isName(tag.name, "HasExtendedXMP", of: Self.note) {
        return Array(bytes[tag.range.upperBound...].prefix { $0 != UInt8(ascii: "<") })
      }
    }
    return nil
  }

  /// Adds the properties of an extension, or returns `false` when one of the two
  /// is not as it should be.
  mutating func merge(_ more: [UInt8]) -> Bool {
    removeExtensionID()
    guard let tags = XMLTags(bytes), let other = XMLTags(more),
      let opening = tags.tags.first(where: { $0.kind == .opening && tags.isRDF($0.name) }),
      let end = tags.tags.last(where: { $0.kind == .closing && tags.isRDF($0.name) }),
      opening.range.upperBound <= end.range.lowerBound,
      let start = other.tags.first(where: { $0.kind == .opening && other.isRDF($0.name) }),
      let stop = other.tags.last(where: { $0.kind == .closing && other.isRDF($0.name) }),
      start.range.upperBound <= stop.range.lowerBound,
      // The tags up to the opening one lie around what is added.
      let declarations = other.declarations(
        before: start.range.upperBound, missingIn: tags, at: opening.range.upperBound)
    else { return false }
    replace([
      (opening.range.upperBound - 1..<opening.range.upperBound - 1, declarations),
      (
        end.range.lowerBound..<end.range.lowerBound,
        Array(more[start.range.upperBound..<stop.range.lowerBound])
      ),
    ])
    return true
  }

  /// The packet without the blanks that leave room for changes, and without its
  /// frame.
  var unframed: [UInt8] {
    guard let tags = XMLTags(bytes), let first = tags.tags.first, let last = tags.tags.last else {
      return bytes
    }
    return Array(bytes[first.range.lowerBound..<last.range.upperBound])
  }

  /// The packet in a frame, which it has in all files but PNG.
  var framed: [UInt8] {
    guard bytes.first == UInt8(ascii: "<"), !bytes.starts(with: "<?xpacket".utf8) else {
      return bytes
    }
    return Array(Self.opening.utf8) + bytes + Array(Self.closing.utf8)
  }

  /// What stands before and behind a packet, by the standard.
  static let opening = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
  static let closing = "<?xpacket end=\"w\"?>"

  /// Replaces ranges, which are in order and do not overlap.
  mutating func replace(_ changes: [(range: Range<Int>, text: [UInt8])]) {
    var changed: [UInt8] = []
    var start = 0
    for (range, text) in changes {
      changed += bytes[start..<range.lowerBound]
      changed += text
      start = range.upperBound
    }
    bytes = changed + bytes[start...]
  }
}

extension XMLTags {
  /// Whether a name is that of the element around all properties.
  func isRDF(_ name: Range<Int>) -> Bool {
    isName(name, "RDF", of: Self.rdf)
  }
}
