extension XMPPacket {
  private static let gainMap = "http://ns.adobe.com/hdr-gain-map/1.0/"
  private static let container = "http://ns.google.com/photos/1.0/container/"
  private static let camera = "http://ns.google.com/photos/1.0/camera/"
  private static let basic = "http://ns.adobe.com/xap/1.0/"

  /// Removes the name of an extension, which is not there any more.
  mutating func removeExtensionID() {
    remove { tags, name in tags.isName(name, "HasExtendedXMP", of: Self.note) }
  }

  /// Removes what tells of further pictures or films behind the picture: gain
  /// maps, the list of them, and films that belong to it.
  ///
  /// - Returns: Whether there was anything.
  mutating func removeFurtherPictures() -> Bool {
    remove { tags, name in
      tags.isName(name, of: Self.gainMap) || tags.isName(name, "Directory", of: Self.container)
        || ["MotionPhoto", "MicroVideo"].contains {
          tags.isName(name, startingWith: $0, of: Self.camera)
        }
    }
  }

  /// Removes thumbnails, which show the picture as it was.
  mutating func removeThumbnails() {
    remove { tags, name in tags.isName(name, "Thumbnails", of: Self.basic) }
  }

  /// Removes the attributes and elements of names that are chosen.
  ///
  /// - Returns: Whether there were any.
  @discardableResult
  mutating func remove(where isChosen: (XMLTags, Range<Int>) -> Bool) -> Bool {
    guard let tags = XMLTags(bytes) else { return false }
    var ranges: [Range<Int>] = []
    for (index, tag) in tags.tags.enumerated() where tag.kind != .closing {
      guard tag.range.lowerBound >= ranges.last?.upperBound ?? 0 else { continue }
      if isChosen(tags, tag.name) {
        guard let element = tags.element(at: index) else { return false }
        ranges.append(element)
      } else {
        for attribute in tag.attributes where isChosen(tags, attribute.name) {
          ranges.append(attribute.name.lowerBound..<attribute.value.upperBound + 1)
        }
      }
    }
    replace(ranges.map { ($0, []) })
    return !ranges.isEmpty
  }
}
