extension EXIF {
  /// Removes the second directory with the thumbnail that it describes: the
  /// picture before it was changed.
  ///
  /// Its bytes become zero, and are cut off where nothing stands behind them.
  /// Bytes that something else may lie on stay as they are.
  mutating func removeThumbnail() {
    guard let link = picture.link, let start = number(at: link, count: 4), start != 0 else {
      return
    }
    setNumber(0, at: link, count: 4)
    guard let directory = directory(at: start) else { return }
    var removed = ranges(of: directory)
    if let offset = directory.entries(of: .thumbnailOffset).first.flatMap({ value(of: $0) }),
      let length = directory.entries(of: .thumbnailLength).first.flatMap({ value(of: $0) }),
      offset <= bytes.count, length <= bytes.count - offset
    {
      removed.append(offset..<offset + length)
    }
    erase(removed)
  }

  /// Removes the maker's notes, which are the largest part of most data that is
  /// too large.
  mutating func removeMakerNote() {
    guard let directory = details, let entry = directory.entries(of: .makerNote).first else {
      return
    }
    // The entries behind it, and the link, move up by one place.
    let end = directory.range.upperBound
    let rest = bytes[(entry.offset + 12)..<end]
    bytes.replaceSubrange(entry.offset..<end, with: rest + [UInt8](repeating: 0, count: 12))
    setNumber(directory.entries.count - 1, at: directory.range.lowerBound, count: 2)
    details = subdirectory(.exifDirectory, of: picture)
    if let values = entry.values { erase([values]) }
  }

  /// The bytes of a directory and of its entries' values.
  private func ranges(of directory: EXIFDirectory) -> [Range<Int>] {
    [directory.range] + directory.entries.compactMap(\.values)
  }

  /// What must not be erased: the header, and the directories that are known
  /// with all their values.
  private var keptRanges: [Range<Int>] {
    let interoperability = details.flatMap { subdirectory(.interoperabilityDirectory, of: $0) }
    let directories = [
      picture, details, subdirectory(.gpsDirectory, of: picture), interoperability,
    ]
    return [0..<8] + directories.compactMap { $0 }.flatMap { ranges(of: $0) }
  }

  /// Sets ranges to zero, or cuts them off at the end, where nothing that is known
  /// lies on them.
  mutating func erase(_ ranges: [Range<Int>]) {
    let (erased, kept) = (coverage(ranges), coverage(keptRanges))
    var end = 0
    for index in bytes.indices {
      if erased[index], !kept[index] { bytes[index] = 0 } else { end = index + 1 }
    }
    bytes.removeLast(bytes.count - end)
  }

  /// Which bytes lie in any of the ranges. It takes as long for many ranges that
  /// overlap as for others.
  private func coverage(_ ranges: [Range<Int>]) -> [Bool] {
    var steps = [Int](repeating: 0, count: bytes.count + 1)
    for range in ranges {
      steps[range.lowerBound] += 1
      steps[range.upperBound] -= 1
    }
    var depth = 0
    return bytes.indices.map { index in
      depth += steps[index]
      return depth > 0
    }
  }
}
