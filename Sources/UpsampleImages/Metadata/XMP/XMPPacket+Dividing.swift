extension XMPPacket {
  /// Divides a packet that is too long for a segment of a JPEG file: its longest
  /// properties become an extension, which the rest names.
  ///
  /// - Returns: `nil` when that does not make it short enough.
  func divided() -> (main: XMPPacket, rest: ExtendedXMP)? {
    var packet = XMPPacket(unframed)
    packet.removeExtensionID()
    guard let tags = XMLTags(packet.bytes),
      let description = tags.tags.first(where: { tags.isDescription($0) }),
      let declarations = tags.declarations(before: .max)
    else { return nil }
    let place = description.range.upperBound - (description.kind == .empty ? 2 : 1)
    let moved = packet.longestProperties(tags).filter { $0.lowerBound >= place }
    var bytes = Array("<rdf:RDF".utf8) + declarations + Array("><rdf:Description ".utf8)
    for attribute in description.attributes
    where tags.isName(attribute.name, "about", of: XMLTags.rdf) {
      bytes += packet.bytes[attribute.name.lowerBound...attribute.value.upperBound]
    }
    bytes.append(UInt8(ascii: ">"))
    for property in moved { bytes += packet.bytes[property] }
    let rest = ExtendedXMP(bytes + Array("</rdf:Description></rdf:RDF>".utf8))
    let name = packet.extensionAttribute(rest.id, in: description)
    packet.replace([(place..<place, Array(name.utf8))] + moved.map { ($0, []) })
    let isWhole =
      XMLTags(rest.bytes).map { $0.isRDF($0.tags[0].name) } == true
      && packet.extensionID == rest.id
    return isWhole && packet.bytes.count <= ExtendedXMP.largestPacket ? (packet, rest) : nil
  }

  /// The attribute that names an extension, with the binding of its prefix if the
  /// tag has none.
  private func extensionAttribute(_ id: [UInt8], in tag: XMLTags.Tag) -> String {
    let isBound = tag.attributes.contains { bytes[$0.name].elementsEqual("xmlns:xmpNote".utf8) }
    let binding = isBound ? "" : " xmlns:xmpNote=\"\(Self.note)\""
    return "\(binding) xmpNote:HasExtendedXMP=\"\(String(decoding: id, as: UTF8.self))\""
  }

  /// The longest properties, in their order, without which the packet is short
  /// enough.
  private func longestProperties(_ tags: XMLTags) -> [Range<Int>] {
    // The extension's name takes some bytes too.
    var room = ExtendedXMP.largestPacket - 200 - bytes.count
    var chosen: [Range<Int>] = []
    for property in tags.properties.sorted(by: { $0.count > $1.count }) where room < 0 {
      chosen.append(property)
      room += property.count
    }
    return chosen.sorted { $0.lowerBound < $1.lowerBound }
  }
}

extension XMLTags {
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  fileprivate func isDescription(_ tag: Tag) -> Bool {
    tag.kind != .closing && isName(tag.name, "Description", of: Self.rdf)
  }

  /// The elements within the outermost descriptions.
  fileprivate var properties: [Range<Int>] {
    var found: [Range<Int>] = []
    var isInside = false
    for (index, tag) in tags.enumerated()
    where tag.range.lowerBound >= found.last?.upperBound ?? 0 {
      if isInside, tag.kind != .closing {
        guard let element = element(at: index) else { return found }
        found.append(element)
      } else {
        isInside = isDescription(tag) && tag.kind == .opening
      }
    }
    return found
  }
}
