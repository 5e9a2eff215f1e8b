/// The tags of an XML text, by their places in it.
///
/// It knows just enough of XML to change values in place: tags, attributes and
/// namespace prefixes. Comments, declarations and character data are passed
/// over. Prefixes count as bound alike everywhere, which XMP keeps to.
struct XMLTags {
  struct Attribute {
    let name: Range<Int>
    /// The value without its quotes.
    let value: Range<Int>
  }

  struct Tag {
    enum Kind { case opening, closing, empty }

    let kind: Kind
    /// The tag with its angle brackets.
    let range: Range<Int>
    let name: Range<Int>
    let attributes: [Attribute]
  }

  let bytes: [UInt8]
  private(set) var tags: [Tag] = []
  /// The namespaces by their prefixes.
  private var namespaces: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]

  /// What the names of attributes begin with that bind a prefix.
  private static let binding = Array("xmlns:".utf8)

  /// The most tags and attributes of a text.
  static let largestCount = 100_000

  /// Finds the tags of a text, or returns `nil` when it is no XML or has too
  /// many.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var index = 0
    var room = Self.largestCount
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if let end = passedOver(at: start) {
        guard end > start else { return nil }
        index = end
      } else {
        guard let tag = tag(at: start, &room) else { return nil }
        tags.append(tag)
        index = tag.range.upperBound
      }
    }
    for attribute in tags.lazy.flatMap(\.attributes)
    where bytes[attribute.name].starts(with: Self.binding) {
      namespaces[bytes[attribute.name].dropFirst(Self.binding.count)] = bytes[attribute.value]
    }
  }

  /// Whether a name is that of a namespace.
  func isName(_ name: Range<Int>, _ local: String, of namespace: String) -> Bool {
    isName(name, of: namespace)
      && bytes[name].drop { $0 != colon }.dropFirst().elementsEqual(local.utf8)
  }

  /// Whether a name is one of those in a namespace that start alike.
  func isName(_ name: Range<Int>, startingWith start: String, of namespace: String) -> Bool {
    isName(name, of: namespace)
      && bytes[name].drop { $0 != colon }.dropFirst().starts(with: start.utf8)
  }

  /// The attributes that bind prefixes in the tags that begin before a place, each
  /// once, but for those that hold already at a place of another text; `nil` where
  /// the texts bind one in two ways.
  func declarations(
    before end: Int, missingIn other: XMLTags? = nil, at place: Int = 0
  ) -> [UInt8]? {
    var declarations: [UInt8] = []
    var bound = other?.namespaces ?? [:]
    var present = Set(other?.bindings(before: place).map(\.prefix) ?? [])
    for (prefix, attribute) in bindings(before: end) {
      let value = bytes[attribute.value]
      guard bound[prefix] ?? value == value else { return nil }
      bound[prefix] = value
      guard present.insert(prefix).inserted else { continue }
      // The quotes are those of the attribute.
      declarations.append(UInt8(ascii: " "))
      declarations += bytes[attribute.name.lowerBound...attribute.value.upperBound]
    }
    return declarations
  }

  /// The attributes that bind prefixes in the tags that begin before a place.
  private func bindings(before end: Int) -> [(prefix: ArraySlice<UInt8>, Attribute)] {
    tags.prefix { $0.range.lowerBound < end }.flatMap { tag in
      tag.attributes.compactMap { attribute in
        let name = bytes[attribute.name]
        return name.starts(with: Self.binding)
          ? (name.dropFirst(Self.binding.count), attribute) : nil
      }
    }
  }

  /// Whether a name belongs to a namespace.
  func isName(_ name: Range<Int>, of namespace: String) -> Bool {
    let prefix = bytes[name].prefix { $0 != colon }
    guard prefix.count < name.count, let bound = namespaces[prefix] else { return false }
    return bound.elementsEqual(namespace.utf8)
  }

  /// The range from an opening tag to the end of its closing one, or `nil` when
  /// there is none.
  func element(at index: Int) -> Range<Int>? {
    var depth = 0
    for tag in tags[index...] {
      switch tag.kind {
      case .opening: depth += 1
      case .closing: depth -= 1
      case .empty: break
      }
      if depth <= 0 { return tags[index].range.lowerBound..<tag.range.upperBound }
    }
    return nil
  }

  private var colon: UInt8 { UInt8(ascii: ":") }

  /// The end of what begins with `<` but is no tag: itself where it has no end,
  /// and `nil` for a tag.
  private func passedOver(at start: Int) -> Int? {
    let rest = bytes[start...]
    for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
    where rest.starts(with: opening.utf8) {
      return end(of: closing, from: start + opening.utf8.count) ?? start
    }
    return nil
  }

  private func end(of text: String, from start: Int) -> Int? {
    let text = Array(text.utf8)
    var index = start
    while let found = bytes[index...].firstIndex(of: text[0]) {
      if bytes[found...].starts(with: text) { return found + text.count }
      index = found + 1
    }
    return nil
  }

  /// The tag at a place. It and each of its attributes take of the room, and there is
  /// none where that does not suffice.
  private func tag(at start: Int, _ room: inout Int) -> Tag? {
    var index = start + 1
    let isClosing = index < bytes.count && bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let name = self.name(at: index)
    index = name.upperBound
    var attributes: [Attribute] = []
    while true {
      room -= 1
      guard room > 0 else { return nil }
      index = bytes[index...].firstIndex { !Self.isSpace($0) } ?? bytes.count
      guard index < bytes.count, !name.isEmpty else { return nil }
      if bytes[index] == UInt8(ascii: ">") {
        return Tag(
          kind: isClosing ? .closing : .opening, range: start..<index + 1, name: name,
          attributes: attributes)
      }
      if bytes[index...].starts(with: "/>".utf8) {
        return Tag(kind: .empty, range: start..<index + 2, name: name, attributes: attributes)
      }
      guard let attribute = attribute(at: index) else { return nil }
      attributes.append(attribute)
      index = attribute.value.upperBound + 1
    }
  }

  private func attribute(at start: Int) -> Attribute? {
    let name = self.name(at: start)
    guard !name.isEmpty,
      let equals = bytes[name.upperBound...].firstIndex(where: { !Self.isSpace($0) }),
      bytes[equals] == UInt8(ascii: "="),
      let open = bytes[(equals + 1)...].firstIndex(where: { !Self.isSpace($0) }),
      bytes[open] == UInt8(ascii: "\"") || bytes[open] == UInt8(ascii: "'"),
      let close = bytes[(open + 1)...].firstIndex(of: bytes[open])
    else { return nil }
    return Attribute(name: name, value: open + 1..<close)
  }

  /// The name that begins at a place, maybe of no character.
  private func name(at start: Int) -> Range<Int> {
    let end = bytes[start...].firstIndex { Self.isSpace($0) || Self.ending.contains($0) }
    return start..<(end ?? bytes.count)
  }

  private static let ending = Set("=/><\"'".utf8)

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
