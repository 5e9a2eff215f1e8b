extension EXIF {
  /// Removes the directories behind the first with the thumbnails that they
  /// describe: the picture before it was changed.
  ///
  /// Their bytes become zero, and are cut off where nothing stands behind them.
  /// Bytes that something else may lie on stay as they are, and so does a link
  /// that leads nowhere.
  mutating func removeThumbnail() {
    guard let link = picture.link, let first = linked(at: link) else { return }
    var removed: [Range<Int>] = []
    var next: EXIFDirectory? = first
    // A chain may be a circle.
    for _ in 0..<4 {
      guard let directory = next else { break }
      removed += ranges(of: directory) + [thumbnail(of: directory)].compactMap { $0 }
      next = directory.link.flatMap { linked(at: $0) }
    }
    setNumber(0, at: link, count: 4)
    erase(removed)
  }

  private func linked(at link: Int) -> EXIFDirectory? {
    number(at: link, count: 4).flatMap { directory(at: $0) }
  }

  /// The bytes of the thumbnail that a directory describes.
  private func thumbnail(of directory: EXIFDirectory) -> Range<Int>? {
    let tags: [EXIFTag] = [.thumbnailOffset, .thumbnailLength]
    let values = tags.compactMap { directory.entries(of: $0).first.flatMap { value(of: $0) } }
    guard values.count == 2, values[0] <= bytes.count, values[1] <= bytes.count - values[0] else {
      return nil
    }
    return values[0]..<values[0] + values[1]
  }

  /// The bytes of a directory and of its entries' values.
  func ranges(of directory: EXIFDirectory) -> [Range<Int>] {
    [directory.range] + directory.entries.compactMap(\.values)
  }

  /// The directories that are known, the first one in front.
  var directories: [EXIFDirectory] {
    let interoperability = details.flatMap { subdirectory(.interoperabilityDirectory, of: $0) }
    let others = picture.entries(of: .subdirectories).prefix(1).flatMap {
      pointers(of: $0).compactMap { directory(at: $0) }
    }
    return [picture]
      + [details, subdirectory(.gpsDirectory, of: picture), interoperability].compactMap { $0 }
      + others
  }

  /// What must not be erased: the header, and the directories that are known
  /// with all their values.
  var keptRanges: [Range<Int>] {
    [0..<8] + directories.flatMap { ranges(of: $0) }
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
