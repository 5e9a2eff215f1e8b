extension EXIF {
  /// Changes data of another format into what a JPEG file may hold.
  ///
  /// Tags by which TIFF tells how samples are stored are forbidden there, and
  /// some are required that are known of any picture that was encoded: its size,
  /// and that chroma samples lie between those of luma. Only the tables move, to
  /// the end of the data; no value does.
  mutating func fitJPEG(width: Int, height: Int) {
    addSize(width: width, height: height)
    let table = picture
    var entries = table.entries.filter { !Self.tagsOfTIFF.contains($0.tag) }.map(bytes(of:))
    if table.entries(of: .yCbCrPositioning).isEmpty {
      entries.append(bytes(of: .yCbCrPositioning, EXIFEntry.short, 1))
    } else if entries.count == table.entries.count {
      return
    }
    let start = append(entries)
    setNumber(start, at: 4, count: 4)
    picture = directory(at: start)!
    erase([table.range])
  }

  /// Adds the size to the directory of details, if there is one without it.
  private mutating func addSize(width: Int, height: Int) {
    guard let table = details, let pointer = picture.entries(of: .exifDirectory).first else {
      return
    }
    let sizes: [(EXIFTag, Int)] = [(.pixelXDimension, width), (.pixelYDimension, height)]
    let missing = sizes.filter { table.entries(of: $0.0).isEmpty }
    if missing.isEmpty { return }
    let added = missing.map { bytes(of: $0.0, EXIFEntry.long, $0.1) }
    let start = append(table.entries.map(bytes(of:)) + added)
    setNumber(start, at: pointer.offset + 8, count: 4)
    details = directory(at: start)
    erase([table.range])
  }

  /// ImageWidth, ImageLength, BitsPerSample, Compression,
  /// PhotometricInterpretation, StripOffsets, SamplesPerPixel, RowsPerStrip,
  /// StripByteCounts and PlanarConfiguration.
  private static let tagsOfTIFF = [
    0x100, 0x101, 0x102, 0x103, 0x106, 0x111, 0x115, 0x116, 0x117, 0x11c,
  ]

  /// The twelve bytes of an entry.
  private func bytes(of entry: EXIFEntry) -> [UInt8] {
    Array(bytes[entry.offset..<entry.offset + 12])
  }

  /// The twelve bytes of an entry of one number, which begins its value's field.
  private func bytes(of tag: EXIFTag, _ type: Int, _ value: Int) -> [UInt8] {
    let count = EXIFEntry.typeBytes[type]!
    return digits(tag.rawValue, count: 2) + digits(type, count: 2) + digits(1, count: 4)
      + digits(value, count: count) + [UInt8](repeating: 0, count: 4 - count)
  }

  /// Appends a directory of entries in any order, and returns its offset.
  private mutating func append(_ entries: [[UInt8]]) -> Int {
    if bytes.count % 2 == 1 { bytes.append(0) }
    let start = bytes.count
    func tag(_ entry: [UInt8]) -> Int {
      Int(entry[0]) << (isBigEndian ? 8 : 0) | Int(entry[1]) << (isBigEndian ? 0 : 8)
    }
    bytes += digits(entries.count, count: 2)
    bytes += entries.sorted { tag($0) < tag($1) }.flatMap { $0 } + [0, 0, 0, 0]
    return start
  }
}
