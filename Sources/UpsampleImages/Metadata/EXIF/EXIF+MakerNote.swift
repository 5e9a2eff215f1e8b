extension EXIF {
  /// Removes the thumbnail and the maker's notes, which are the largest parts of
  /// most data that is too large, and moves what is behind them to the front.
  mutating func removeMakerNote() {
    removeThumbnail()
    guard let directory = details, let entry = directory.entries(of: .makerNote).first else {
      return
    }
    removeEntries(of: directory) { $0.offset == entry.offset }
    details = subdirectory(.exifDirectory, of: picture)
    guard let values = entry.values else { return }
    erase([values])
    cut(values)
  }

  /// Cuts bytes out, if nothing that is known lies on them or can't be moved.
  private mutating func cut(_ range: Range<Int>) {
    // What is behind stays at even places.
    let hole = range.lowerBound..<range.upperBound - range.count % 2
    guard hole.count > 0, hole.upperBound < bytes.count,
      picture.entries(of: .subdirectories).isEmpty,
      !keptRanges.contains(where: { $0.overlaps(hole) })
    else { return }
    let moved = hole.upperBound..<bytes.count
    var shorter = self
    for place in offsetPlaces {
      let offset = number(at: place, count: 4)!
      if moved.contains(offset) { shorter.setNumber(offset - hole.count, at: place, count: 4) }
    }
    shorter.bytes.removeSubrange(hole)
    if let parsed = EXIF(shorter.bytes) { self = parsed }
  }

  /// Where the offsets stand by which the known directories and their values are
  /// found, each once.
  private var offsetPlaces: Set<Int> {
    let pointers: [EXIFTag] = [.exifDirectory, .gpsDirectory, .interoperabilityDirectory]
    let entries = directories.flatMap(\.entries).filter { entry in
      guard let values = entry.values else { return false }
      return values.lowerBound != entry.offset + 8
        || pointers.contains { $0.rawValue == entry.tag } && values.count == 4
    }
    return Set([4] + directories.compactMap(\.link) + entries.map { $0.offset + 8 })
  }
}
