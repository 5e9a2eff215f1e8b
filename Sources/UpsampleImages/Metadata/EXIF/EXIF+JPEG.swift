extension EXIF {
  /// Changes data of another format into what a JPEG file must hold.
  ///
  /// Tags by which TIFF tells how samples are stored are forbidden there. Those
  /// that are required are known of any picture that was encoded, or have a value
  /// that stands for the unknown: 72 pixels in an inch. Only the tables move, to
  /// the end of the data; no value does.
  ///
  /// - Parameters:
  ///   - layout: The picture that is written.
  ///   - density: The density that its JFIF header tells.
  ///   - isSRGB: Whether its colours are sRGB, for all that is known.
  mutating func fitJPEG(_ layout: ImageLayout, density: JFIFDensity, isSRGB: Bool) {
    fitDetails(layout, isSRGB: isSRGB)
    let hasUnit = density.unit > 0
    complete(
      picture, pointer: 4, without: Self.tagsOfTIFF + deadPointers,
      with: [
        (.xResolution, EXIFEntry.rational, [hasUnit ? density.x : 72, 1]),
        (.yResolution, EXIFEntry.rational, [hasUnit ? density.y : 72, 1]),
        (.resolutionUnit, EXIFEntry.short, [density.unit == 2 ? 3 : 2]),
        (.yCbCrPositioning, EXIFEntry.short, [1]),
      ])
  }

  /// Adds what is missing in the directory of details, if there is one.
  private mutating func fitDetails(_ layout: ImageLayout, isSRGB: Bool) {
    guard let details, let pointer = picture.entries(of: .exifDirectory).first else { return }
    let digits = Array("02320100".utf8).map(Int.init)
    complete(
      details, pointer: pointer.offset + 8, without: [],
      with: [
        (.exifVersion, EXIFEntry.undefined, Array(digits[..<4])),
        (
          .componentsConfiguration, EXIFEntry.undefined,
          layout.channels == 1 ? [1, 0, 0, 0] : [1, 2, 3, 0]
        ),
        (.flashpixVersion, EXIFEntry.undefined, Array(digits[4...])),
        (.colorSpace, EXIFEntry.short, [isSRGB ? 1 : 0xffff]),
        (.pixelXDimension, EXIFEntry.long, [layout.width]),
        (.pixelYDimension, EXIFEntry.long, [layout.height]),
      ])
  }

  /// ImageWidth, ImageLength, BitsPerSample, Compression,
  /// PhotometricInterpretation, StripOffsets, SamplesPerPixel, RowsPerStrip,
  /// StripByteCounts and PlanarConfiguration.
  private static let tagsOfTIFF = [
    0x100, 0x101, 0x102, 0x103, 0x106, 0x111, 0x115, 0x116, 0x117, 0x11c,
  ]

  /// The pointers of the first directory that do not lead to one.
  private var deadPointers: [Int] {
    [EXIFTag.exifDirectory, .gpsDirectory].filter { subdirectory($0, of: picture) == nil }
      .map(\.rawValue)
  }

  /// A tag with its type and the numbers that are its value.
  private typealias Value = (tag: EXIFTag, type: Int, numbers: [Int])

  /// Writes a directory anew, if anything is missing in it or has to go: entries
  /// that lie about where their values are go too.
  ///
  /// - Parameter pointer: Where its offset stands.
  private mutating func complete(
    _ table: EXIFDirectory, pointer: Int, without forbidden: [Int], with values: [Value]
  ) {
    let kept = table.entries.filter { $0.values != nil && !forbidden.contains($0.tag) }
    let missing = values.filter { value in !kept.contains { $0.tag == value.tag.rawValue } }
    if missing.isEmpty, kept.count == table.entries.count { return }
    let added = missing.map { entry($0) }
    let start = append(kept.map { Array(bytes[$0.offset..<$0.offset + 12]) } + added)
    setNumber(start, at: pointer, count: 4)
    picture = directory(at: number(at: 4, count: 4)!)!
    details = subdirectory(.exifDirectory, of: picture)
    erase([table.range])
  }

  /// The twelve bytes of an entry, whose value is appended where it has no room in
  /// them.
  private mutating func entry(_ value: Value) -> [UInt8] {
    let (tag, type, numbers) = value
    let width = type == EXIFEntry.rational ? 4 : EXIFEntry.typeBytes[type]!
    var field = numbers.flatMap { digits($0, count: width) }
    if field.count > 4 {
      align()
      bytes += field
      field = digits(bytes.count - field.count, count: 4)
    }
    let count = numbers.count * width / EXIFEntry.typeBytes[type]!
    return digits(tag.rawValue, count: 2) + digits(type, count: 2)
      + digits(count, count: 4) + field + [UInt8](repeating: 0, count: 4 - field.count)
  }

  /// Appends a directory of entries in any order, and returns its offset.
  private mutating func append(_ entries: [[UInt8]]) -> Int {
    align()
    let start = bytes.count
    func tag(_ entry: [UInt8]) -> Int {
      Int(entry[0]) << (isBigEndian ? 8 : 0) | Int(entry[1]) << (isBigEndian ? 0 : 8)
    }
    bytes += digits(entries.count, count: 2)
    bytes += entries.sorted { tag($0) < tag($1) }.flatMap { $0 } + [0, 0, 0, 0]
    return start
  }

  /// Values begin at even offsets.
  private mutating func align() {
    if bytes.count % 2 == 1 { bytes.append(0) }
  }
}
