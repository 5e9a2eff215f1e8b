extension EXIF {
  /// The tags that may tell where a picture was taken, whose camera took it, and
  /// which one, by the names that exiftool gives them: maker's notes and what holds
  /// further metadata among them, in which nobody can tell what there is.
  static let privateTags = [
    0x13c: "HostComputer", 0x14a: "SubIFD", 0x2bc: "ApplicationNotes", 0x83bb: "IPTC-NAA",
    0x8568: "AFCP_IPTC", 0x8649: "PhotoshopSettings", 0x8825: "GPSInfo",
    0x9009: "GooglePlusUploadCode", 0x927c: "MakerNote", 0xa420: "ImageUniqueID",
    0xa430: "OwnerName", 0xa431: "SerialNumber", 0xa435: "LensSerialNumber",
    0xc62f: "CameraSerialNumber", 0xc634: "DNGPrivateData", 0xc65d: "RawDataUniqueID",
    0xfde8: "OwnerName", 0xfde9: "SerialNumber",
  ]

  /// Removes the private tags, and all bytes to which no other tag leads.
  ///
  /// - Returns: The names of the tags that were there, or `nil` where directories lie
  ///   on each other, so that the rest is not to be trusted.
  mutating func removePrivateTags() -> [String]? {
    let names = privateNames
    removeMakerNote()
    let interoperability = details.flatMap { subdirectory(.interoperabilityDirectory, of: $0) }
    for table in [picture, details, interoperability].compactMap({ $0 }) {
      removeEntries(of: table) { Self.privateTags[$0.tag] != nil }
    }
    guard var rest = EXIF(bytes) else { return nil }
    for link in rest.directories.compactMap(\.link) { rest.setNumber(0, at: link, count: 4) }
    rest.erase([rest.bytes.indices])
    guard let parsed = EXIF(rest.bytes), parsed.privateNames.isEmpty else { return nil }
    self = parsed
    return names
  }

  /// The names of the private tags that are there.
  private var privateNames: [String] {
    directories.flatMap(\.entries).compactMap { Self.privateTags[$0.tag] }
  }

  /// Removes entries of a directory: those behind them, and its link, move up. Their
  /// values stay where they are.
  mutating func removeEntries(
    of directory: EXIFDirectory, where isRemoved: (EXIFEntry) -> Bool
  ) {
    let kept = directory.entries.filter { !isRemoved($0) }
    var table = digits(kept.count, count: 2)
    for entry in kept { table += bytes[entry.offset..<entry.offset + 12] }
    if let link = directory.link { table += bytes[link..<link + 4] }
    table += [UInt8](repeating: 0, count: directory.range.count - table.count)
    bytes.replaceSubrange(directory.range, with: table)
  }
}
