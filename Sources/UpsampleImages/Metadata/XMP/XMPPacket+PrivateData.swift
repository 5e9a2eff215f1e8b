extension XMPPacket {
  /// The namespaces of which nothing stays: media management, which numbers copies
  /// and tells their history, and what a maker's drones note of flights.
  private static let privateNamespaces = [
    "http://ns.adobe.com/xap/1.0/mm/", "http://www.dji.com/drone-dji/1.0/",
  ]

  /// Removes the properties of ``PrivateNames``, wherever they stand, and those of
  /// private namespaces. A packet's own number becomes empty.
  ///
  /// - Returns: The names of those that were there, or `nil` where the packet is none
  ///   that can be looked through.
  mutating func removePrivateProperties() -> [String]? {
    // UTF-8 has no zeros, but encodings that can't be read have.
    guard !bytes.contains(0) else { return nil }
    var found: [String] = []
    remove { tags, name in
      let isPrivate = Self.isPrivate(tags, name)
      if isPrivate { found.append(String(decoding: tags.bytes[name], as: UTF8.self)) }
      return isPrivate
    }
    replaceValues(of: [Name(XMLTags.rdf, "about"): ""]) { empty, text in
      text.starts(with: "uuid:".utf8) ? empty : nil
    }
    guard let rest = XMLTags(bytes), !rest.tags.isEmpty,
      !rest.tags.contains(where: { tag in
        tag.kind != .closing
          && ([tag.name] + tag.attributes.map(\.name)).contains { Self.isPrivate(rest, $0) }
      })
    else { return nil }
    return found
  }

  private static func isPrivate(_ tags: XMLTags, _ name: Range<Int>) -> Bool {
    PrivateNames.contains(tags.bytes[name])
      || privateNamespaces.contains { tags.isName(name, of: $0) }
  }
}
