import UpsampleBase
import UpsampleImages

/// EXIF data put together by hand, in either byte order.
package struct EXIFBytes {
  /// An entry: its tag, type, number of values, and their bytes in order.
  package typealias Entry = (tag: Int, type: Int, count: Int, values: [UInt8])

  package let isBigEndian: Bool
  package private(set) var bytes: [UInt8]

  package init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
    bytes = isBigEndian ? [0x4d, 0x4d, 0, 42] : [0x49, 0x49, 42, 0]
    bytes += [0, 0, 0, 0]
  }

  package func number(_ value: Int, _ count: Int) -> [UInt8] {
    let digits = bigEndianBytes(value, count: count)
    return isBigEndian ? digits : digits.reversed()
  }

  package func short(_ tag: Int, _ value: Int) -> Entry { (tag, 3, 1, number(value, 2)) }
  package func long(_ tag: Int, _ value: Int) -> Entry { (tag, 4, 1, number(value, 4)) }
  package func rational(_ tag: Int, _ a: Int, _ b: Int) -> Entry {
    (tag, 5, 1, number(a, 4) + number(b, 4))
  }
  package func undefined(_ tag: Int, _ values: [UInt8]) -> Entry { (tag, 7, values.count, values) }

  /// Appends a directory with its values behind it, and returns its offset.
  /// The offset of the next one is 0.
  package mutating func add(_ entries: [Entry]) -> Int {
    if bytes.count % 2 == 1 { bytes.append(0) }
    let start = bytes.count
    var table = number(entries.count, 2)
    var values: [UInt8] = []
    let valuesStart = start + 2 + 12 * entries.count + 4
    for entry in entries {
      table += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
      if entry.values.count <= 4 {
        table += entry.values + [UInt8](repeating: 0, count: 4 - entry.values.count)
      } else {
        table += number(valuesStart + values.count, 4)
        values += entry.values
      }
    }
    bytes += table + [0, 0, 0, 0] + values
    return start
  }

  package mutating func append(_ more: [UInt8]) { bytes += more }

  /// Says that the first directory is there.
  package mutating func setFirst(_ offset: Int) {
    bytes.replaceSubrange(4..<8, with: number(offset, 4))
  }

  /// Says that one directory, of so many entries, is followed by another.
  package mutating func link(_ directory: Int, entryCount: Int, to next: Int) {
    let link = directory + 2 + 12 * entryCount
    bytes.replaceSubrange(link..<link + 4, with: number(next, 4))
  }

  /// The EXIF data of a camera: a picture of 300x200 with the given orientation,
  /// maker notes, and a thumbnail at the end.
  package static func camera(isBigEndian: Bool, orientation: Int = 6) -> EXIFBytes {
    var exif = EXIFBytes(isBigEndian: isBigEndian)
    let details = exif.add([
      exif.undefined(0x927c, Array("maker notes, 23 bytes\0\0".utf8)),
      exif.short(0xa001, 1), exif.short(0xa002, 300), exif.long(0xa003, 200),
    ])
    let thumbnail = Array("\u{7f}a thumbnail of old\u{7f}".utf8)
    let first = exif.add([
      exif.short(0x100, 300), exif.short(0x101, 200),
      (0x10f, 2, 7, Array("Camera\0".utf8)), exif.short(0x112, orientation),
      exif.rational(0x11a, 72, 1), exif.rational(0x11b, 72, 1), exif.short(0x128, 2),
      exif.long(0x8769, details),
    ])
    exif.setFirst(first)
    let second = exif.bytes.count + exif.bytes.count % 2
    _ = exif.add([
      exif.short(0x103, 6), exif.long(0x201, second + 2 + 3 * 12 + 4),
      exif.long(0x202, thumbnail.count),
    ])
    exif.append(thumbnail)
    exif.link(first, entryCount: 8, to: second)
    return exif
  }
}

/// The shortest ICC profile that has a colour space: `RGB `, `GRAY`, `CMYK`.
package func profileBytes(_ colourSpace: String, count: Int = 132) -> [UInt8] {
  var bytes = bigEndianBytes(count) + [UInt8](repeating: 0, count: count - 4)
  bytes.replaceSubrange(12..<24, with: "mntr\(colourSpace)XYZ ".utf8)
  bytes.replaceSubrange(36..<40, with: "acsp".utf8)
  for index in 132..<max(132, count) { bytes[index] = UInt8(truncatingIfNeeded: index * 7) }
  return bytes
}

/// A JPEG file of segments and no pixels.
package func jpegBytes(_ segments: [JPEGSegment]) -> [UInt8] {
  var bytes: [UInt8] = [0xff, 0xd8]
  for segment in segments {
    bytes += [0xff, segment.marker]
    bytes += bigEndianBytes(segment.data.count + 2, count: 2)
    bytes += segment.data
  }
  return bytes + [0xff, 0xda]
}
