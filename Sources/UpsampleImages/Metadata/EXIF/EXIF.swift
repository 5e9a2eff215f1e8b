import UpsampleBase

/// EXIF data, JEITA CP-3451: TIFF directories in a block of bytes.
///
/// Values are changed where they stand, so that nothing moves: maker notes hold
/// offsets that nobody else understands. Entries that lie about where their
/// values are stay as they are; data whose first directory does not lie within
/// it is none.
struct EXIF: Hashable, Sendable {
  /// The data, from the byte order's mark on.
  var bytes: [UInt8]

  let isBigEndian: Bool
  /// The first directory, which describes the picture as TIFF does.
  var picture: EXIFDirectory
  /// The directory of what only EXIF knows.
  var details: EXIFDirectory?

  /// Reads the directories, or returns `nil` when the first is not there.
  ///
  /// - Parameters:
  ///   - bytes: TIFF data, maybe behind the identifier that JPEG files have.
  init?(_ bytes: [UInt8]) {
    let tiff = bytes.starts(with: Self.identifier) ? Array(bytes.dropFirst(6)) : bytes
    guard Self.hasHeader(tiff) else { return nil }
    isBigEndian = tiff[0] == 0x4d
    self.bytes = tiff
    picture = EXIFDirectory(range: 0..<0, entries: [], link: nil)
    guard let start = number(at: 4, count: 4), let directory = directory(at: start) else {
      return nil
    }
    picture = directory
    details = subdirectory(.exifDirectory, of: picture)
  }

  /// Whether bytes begin as EXIF data does.
  static func hasHeader(_ bytes: some Sequence<UInt8>) -> Bool {
    let marks: [[UInt8]] = [[0x49, 0x49, 42, 0], [0x4d, 0x4d, 0, 42]]
    return marks.contains { bytes.starts(with: $0) }
  }

  /// Whether bytes belong to the header or to one of the tables.
  func isStructure(_ range: Range<Int>) -> Bool {
    range.overlaps(0..<8) || range.overlaps(picture.range)
      || details?.range.overlaps(range) ?? false
  }

  /// What stands before the data in a JPEG file.
  static let identifier = Array("Exif\0\0".utf8)

  /// How the stored pixels are shown, or `nil` when that is not told.
  var orientation: Orientation? {
    picture.entries(of: .orientation).lazy.compactMap { value(of: $0) }
      .compactMap { Orientation(rawValue: $0) }.first
  }

  /// Whether the colours are said to be sRGB.
  var isSRGB: Bool {
    details?.entries(of: .colorSpace).contains { value(of: $0) == 1 } ?? false
  }
}

// MARK: Reading

extension EXIF {
  /// A number of 2 or 4 bytes, or `nil` where the data ends before.
  func number(at offset: Int, count: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - count else { return nil }
    let digits = bytes[offset..<offset + count]
    return isBigEndian
      ? digits.bigEndian(count) : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The value of an entry that holds one whole number of 8, 16 or 32 bits.
  func value(of entry: EXIFEntry) -> Int? {
    guard entry.count == 1, let values = entry.values, [1, 2, 4].contains(values.count),
      [1, EXIFEntry.short, EXIFEntry.long].contains(entry.type)
    else { return nil }
    return values.count == 1
      ? Int(bytes[values.lowerBound]) : number(at: values.lowerBound, count: values.count)
  }

  /// The directory at an offset, or `nil` when it is not wholly there.
  func directory(at offset: Int) -> EXIFDirectory? {
    guard offset >= 8, let count = number(at: offset, count: 2) else { return nil }
    let end = offset + 2 + 12 * count
    guard end <= bytes.count else { return nil }
    let hasLink = end + 4 <= bytes.count
    return EXIFDirectory(
      range: offset..<(hasLink ? end + 4 : end),
      entries: (0..<count).map { entry(at: offset + 2 + 12 * $0) }, link: hasLink ? end : nil)
  }

  /// The directory to which an entry of another leads. One that lies on the first
  /// directory is none.
  func subdirectory(_ tag: EXIFTag, of parent: EXIFDirectory) -> EXIFDirectory? {
    parent.entries(of: tag).first.flatMap { pointers(of: $0).first }
      .flatMap { directory(at: $0) }
      .flatMap { $0.range.overlaps(picture.range) ? nil : $0 }
  }

  /// The offsets that an entry holds, the first eight of them.
  func pointers(of entry: EXIFEntry) -> [Int] {
    guard let values = entry.values, [EXIFEntry.long, EXIFEntry.pointer].contains(entry.type)
    else { return [] }
    return (0..<min(8, entry.count)).map { number(at: values.lowerBound + 4 * $0, count: 4)! }
  }

  /// The entry whose twelve bytes are there.
  private func entry(at offset: Int) -> EXIFEntry {
    let (type, count) = (number(at: offset + 2, count: 2)!, number(at: offset + 4, count: 4)!)
    // A count is below 2^32 and a value has at most 8 bytes.
    let byteCount = EXIFEntry.typeBytes[type].map { $0 * count }
    let start = byteCount.map { $0 <= 4 ? offset + 8 : number(at: offset + 8, count: 4)! }
    let values: Range<Int>? =
      if let start, let byteCount, byteCount <= bytes.count - start {
        start..<start + byteCount
      } else { nil }
    return EXIFEntry(
      offset: offset, tag: number(at: offset, count: 2)!, type: type, count: count,
      values: values)
  }
}

// MARK: Writing

extension EXIF {
  /// Writes a number of 2 or 4 bytes, which must be there.
  mutating func setNumber(_ value: Int, at offset: Int, count: Int) {
    bytes.replaceSubrange(offset..<offset + count, with: digits(value, count: count))
  }

  /// The bytes of a number.
  func digits(_ value: Int, count: Int) -> [UInt8] {
    let digits = bigEndianBytes(value, count: count)
    return isBigEndian ? digits : digits.reversed()
  }

  /// Says how the stored pixels are shown, if data tells of that.
  mutating func setOrientation(_ orientation: Orientation) {
    for entry in picture.entries(of: .orientation) { set(orientation.rawValue, in: entry) }
  }

  /// Says that the picture has that size, wherever data tells of one.
  mutating func setSize(width: Int, height: Int) {
    for entry in picture.entries(of: .imageWidth) { set(width, in: entry) }
    for entry in picture.entries(of: .imageLength) { set(height, in: entry) }
    for entry in details?.entries(of: .pixelXDimension) ?? [] { set(width, in: entry) }
    for entry in details?.entries(of: .pixelYDimension) ?? [] { set(height, in: entry) }
  }

  /// Gives an entry of one whole number another value, which is below 2^32. A
  /// type of 16 bits becomes one of 32 where the value needs it: an entry has
  /// room for both.
  mutating func set(_ value: Int, in entry: EXIFEntry) {
    guard entry.count == 1, [EXIFEntry.short, EXIFEntry.long].contains(entry.type) else { return }
    if entry.type == EXIFEntry.long || value > Int(UInt16.max) {
      setNumber(EXIFEntry.long, at: entry.offset + 2, count: 2)
      setNumber(value, at: entry.offset + 8, count: 4)
    } else {
      setNumber(value, at: entry.offset + 8, count: 2)
    }
  }
}
