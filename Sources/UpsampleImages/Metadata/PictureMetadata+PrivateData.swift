extension PictureMetadata {
  /// Removes what may tell where a picture was taken, whom it shows, whose camera took
  /// it and which one, and which copy it is; and what can't be looked through for that.
  mutating func removePrivateData(_ output: inout OutputMetadata) {
    var names = removePrivateEXIF(&output) + removePrivateXMP(&output)
    names += removePrivateResources(&output) + removePrivateTexts()
    if !segments.isEmpty { names.append("application data") }
    segments = []
    chunks.removeAll { $0.type.isPrivate || $0.type == "gIFx" }
    if !names.isEmpty {
      output.notes.append("its private data are dropped: \(listed(names))")
    }
  }

  private mutating func removePrivateEXIF(_ output: inout OutputMetadata) -> [String] {
    guard let names = exif?.removePrivateTags() else {
      if exif != nil { output.warnNotSearched("EXIF data") }
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
      output.warnNotSearched("XMP packet")
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
    if !isSearched { output.warnNotSearched("IPTC data") }
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

extension OutputMetadata {
  fileprivate mutating func warnNotSearched(_ what: String) {
    warnings.append("its \(what) can't be searched for private data, dropped")
  }
}
