/// A directory of EXIF data: a table of entries of twelve bytes each.
struct EXIFDirectory: Hashable, Sendable {
  /// The bytes of the table: the number of entries, the entries, and the offset
  /// of the next directory if the data does not end before it.
  let range: Range<Int>
  let entries: [EXIFEntry]
  /// Where the offset of the next directory stands, if it does.
  let link: Int?

  /// The entries of a tag: one, in sound data.
  func entries(of tag: EXIFTag) -> [EXIFEntry] { entries.filter { $0.tag == tag.rawValue } }
}

/// An entry of a directory of EXIF data.
struct EXIFEntry: Hashable, Sendable {
  /// Where its twelve bytes begin.
  let offset: Int
  let tag: Int
  let type: Int
  /// The number of values.
  let count: Int
  /// The bytes of the values, within the data, or `nil` when the entry lies.
  let values: Range<Int>?

  /// The bytes of a value of each type, by its number.
  static let typeBytes = [
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
  ]
  /// 16 bits without a sign.
  static let short = 3
  /// 32 bits without a sign.
  static let long = 4
  /// Two numbers of 32 bits without signs, a numerator and a denominator.
  static let rational = 5
  /// Bytes of which only their owner knows the meaning.
  static let undefined = 7
  /// The offset of a directory, which is of 32 bits too.
  static let pointer = 13
}

/// The tags that mean something here, by TIFF 6.0 and EXIF 2.32.
enum EXIFTag: Int {
  case imageWidth = 0x100
  case imageLength = 0x101
  case orientation = 0x112
  case xResolution = 0x11a
  case yResolution = 0x11b
  case resolutionUnit = 0x128
  case subdirectories = 0x14a
  case thumbnailOffset = 0x201
  case thumbnailLength = 0x202
  case yCbCrPositioning = 0x213
  case exifDirectory = 0x8769
  case gpsDirectory = 0x8825
  case exifVersion = 0x9000
  case componentsConfiguration = 0x9101
  case makerNote = 0x927c
  case flashpixVersion = 0xa000
  case colorSpace = 0xa001
  case pixelXDimension = 0xa002
  case pixelYDimension = 0xa003
  case interoperabilityDirectory = 0xa005
}
