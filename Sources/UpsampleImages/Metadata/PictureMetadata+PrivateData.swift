extension PictureMetadata {
  /// Removes what may tell where a picture was taken, whom it shows, whose camera took
  /// it and which one, and which copy it is; and what can't be looked through for that.
  mutating func removePrivateData(_ output: inout OutputMetadata) {
    var names = removePrivateEXIF(&output) + removePrivateXMP(&output)
    names += removePrivateResources(&output) + removePrivateTexts()
    if !segments.isEmpty { names.append("application data") }
    segments = []
    chunks.removeAll { $0.type.isPrivate || $0.type == "gIFx" }
    if !names.isEmpty { output.notes.append(.privateData(names)) }
  }

  private mutating func removePrivateEXIF(_ output: inout OutputMetadata) -> [String] {
    guard let names = exif?.removePrivateTags() else {
      if exif != nil { output.warnings.append(.notSearched(.exif)) }
      exif = nil
      return []
    }
    return names
  }

  private mutating func removePrivateXMP(_ output: inout OutputMetadata) -> [String] {
    var names: [String] = []
    var isSearched = true
    changeXMP { packet in
      if let found = packet.removePrivateProperties() {
        names += found
      } else {
        isSearched = false
      }
    }
    if !isSearched {
      output.warnings.append(.notSearched(.xmp))
      (xmp, extendedXMP) = (nil, nil)
    }
    return names
  }

  /// Resources that texts hold become those of segments, which are written as text
  /// where there is no other place for them.
  private mutating func removePrivateResources(_ output: inout OutputMetadata) -> [String] {
    takeResourcesOfTexts()
    var resources = PhotoshopResources(Array(photoshop.joined()))
    let (names, isSearched) = resources.removePrivateData()
    if !isSearched { output.warnings.append(.notSearched(.iptc)) }
    photoshop = resources.bytes.isEmpty ? [] : [resources.bytes]
    return names
  }

  private mutating func removePrivateTexts() -> [String] {
    var names: [String] = []
    chunks.removeAll { chunk in
      guard let text = PNGText(chunk),
        text.profileName != nil || PrivateNames.contains(text.keyword.utf8)
      else { return false }
      names.append(text.keyword)
      return true
    }
    return names
  }
}
