/// An XMP packet, ISO 16684-1: RDF in XML.
///
/// Values are changed in the text, of which everything else stays as it is. A
/// packet that is not well formed, or not of UTF-8, is kept unchanged.
struct XMPPacket: Hashable, Sendable {
  /// The packet's text, of UTF-8 in most files.
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What stands before a packet in a JPEG file.
  static let identifier = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  private static let tiff = "http://ns.adobe.com/tiff/1.0/"
  private static let exif = "http://ns.adobe.com/exif/1.0/"
  private static let note = "http://ns.adobe.com/xmp/note/"
  private static let gainMap = "http://ns.adobe.com/hdr-gain-map/1.0/"
  private static let container = "http://ns.google.com/photos/1.0/container/"

  /// Says that the picture has that size, wherever the packet tells of one in
  /// plain digits.
  mutating func set(width: Int, height: Int) {
    replaceDigits([
      (Self.tiff, "ImageWidth", width), (Self.tiff, "ImageLength", height),
      (Self.exif, "PixelXDimension", width), (Self.exif, "PixelYDimension", height),
    ])
  }

  /// Says how the stored pixels are shown, if the packet tells of that.
  mutating func setOrientation(_ orientation: Orientation) {
    replaceDigits([(Self.tiff, "Orientation", orientation.rawValue)])
  }

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

  /// Removes the name of an extension, which is not there any more.
  mutating func removeExtensionID() {
    remove { tags, name in tags.isName(name, "HasExtendedXMP", of: Self.note) }
  }

  /// Removes what belongs to a gain map.
  ///
  /// - Returns: Whether there was anything.
  mutating func removeGainMap() -> Bool {
    let before = bytes.count
    guard let tags = XMLTags(bytes), tags.tags.contains(where: { isOfGainMap($0, tags) }) else {
      return false
    }
    remove { tags, name in
      tags.isName(name, of: Self.gainMap) || tags.isName(name, "Directory", of: Self.container)
    }
    return bytes.count < before
  }

  private func isOfGainMap(_ tag: XMLTags.Tag, _ tags: XMLTags) -> Bool {
    tags.isName(tag.name, of: Self.gainMap)
      || tag.attributes.contains { tags.isName($0.name, of: Self.gainMap) }
  }

  /// Adds the properties of an extension, or returns `false` when one of the two
  /// is not as it should be.
  mutating func merge(_ more: [UInt8]) -> Bool {
    removeExtensionID()
    guard let tags = XMLTags(bytes), let other = XMLTags(more),
      let end = tags.tags.last(where: { $0.kind == .closing && tags.isRDF($0.name) }),
      let start = other.tags.first(where: { $0.kind == .opening && other.isRDF($0.name) }),
      let stop = other.tags.last(where: { $0.kind == .closing && other.isRDF($0.name) }),
      start.range.upperBound <= stop.range.lowerBound
    else { return false }
    bytes.insert(
      contentsOf: more[start.range.upperBound..<stop.range.lowerBound], at: end.range.lowerBound)
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

  private mutating func replaceDigits(_ values: [(namespace: String, local: String, Int)]) {
    guard let tags = XMLTags(bytes) else { return }
    var changes: [(range: Range<Int>, text: String)] = []
    func change(_ name: Range<Int>, _ range: Range<Int>) {
      let digits = bytes[range]
      guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let value = values.first(where: { tags.isName(name, $0.local, of: $0.namespace) })
      else { return }
      changes.append((range, "\(value.2)"))
    }
    for tag in tags.tags where tag.kind != .closing {
      for attribute in tag.attributes { change(attribute.name, attribute.value) }
      if tag.kind == .opening {
        let start = tag.range.upperBound
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? start
        change(tag.name, start..<end)
      }
    }
    replace(changes)
  }

  /// Removes the attributes and elements of names that are chosen.
  private mutating func remove(where isChosen: (XMLTags, Range<Int>) -> Bool) {
    guard let tags = XMLTags(bytes) else { return }
    var ranges: [Range<Int>] = []
    for (index, tag) in tags.tags.enumerated() where tag.kind != .closing {
      guard tag.range.lowerBound >= ranges.last?.upperBound ?? 0 else { continue }
      if isChosen(tags, tag.name) {
        guard let element = tags.element(at: index) else { return }
        ranges.append(element)
      } else {
        for attribute in tag.attributes where isChosen(tags, attribute.name) {
          ranges.append(attribute.name.lowerBound..<attribute.value.upperBound + 1)
        }
      }
    }
    replace(ranges.map { ($0, "") })
  }

  /// Replaces ranges, which are in order and do not overlap.
  private mutating func replace(_ changes: [(range: Range<Int>, text: String)]) {
    var changed: [UInt8] = []
    var start = 0
    for (range, text) in changes {
      changed += bytes[start..<range.lowerBound]
      changed += text.utf8
      start = range.upperBound
    }
    bytes = changed + bytes[start...]
  }
}

extension XMLTags {
  fileprivate func isRDF(_ name: Range<Int>) -> Bool {
    isName(name, "RDF", of: "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
  }
}
