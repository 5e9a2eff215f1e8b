/// A colour profile, ICC.1:2010, as it stands in a file.
package struct ICCProfile: Hashable, Sendable {
  /// The name that a PNG file gives it.
  var name: String?
  var bytes: [UInt8]

  /// A profile, or `nil` when the header is none.
  init?(_ bytes: [UInt8], name: String? = nil) {
    guard bytes.count >= 132, bytes.bigEndian(4) <= bytes.count,
      bytes[36..<40].elementsEqual("acsp".utf8)
    else { return nil }
    self.bytes = bytes
    self.name = name
  }

  /// The colour space of the samples that it describes.
  package enum ColourSpace: Hashable, Sendable { case gray, rgb, cmyk, other }

  /// The colour space of the samples that it describes, by the header.
  var colourSpace: ColourSpace {
    switch String(decoding: bytes[16..<20], as: UTF8.self) {
    case "GRAY": .gray
    case "RGB ": .rgb
    case "CMYK": .cmyk
    default: .other
    }
  }
}

extension ICCProfile {
  /// What an APP2 segment of a profile begins with, the sequence number and the
  /// number of segments not counted.
  private static let identifier = Array("ICC_PROFILE\0".utf8)

  /// The profile whose parts the segments of a JPEG file are.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``BrokenProfile`` when a part is missing, there twice, or they
  ///   are no profile together.
  init?(_ segments: [JPEGSegment]) throws(BrokenProfile) {
    let parts = segments.filter { Self.isPart($0) }.map(\.data)
    guard let first = parts.first else { return nil }
    guard parts.allSatisfy({ $0.count >= 14 }), parts.count == Int(first[13]) else {
      throw BrokenProfile()
    }
    let sorted = parts.sorted { $0[12] < $1[12] }
    guard sorted.enumerated().allSatisfy({ Int($1[12]) == $0 + 1 && $1[13] == first[13] }),
      let profile = ICCProfile(sorted.flatMap { $0.dropFirst(14) })
    else { throw BrokenProfile() }
    self = profile
  }

  /// A profile that is no profile.
  struct BrokenProfile: Error {}

  /// Whether a segment is a part of a profile.
  static func isPart(_ segment: JPEGSegment) -> Bool { segment.isMarked(0xe2, identifier) }

  /// The segments of a JPEG file that hold the profile, or `nil` for one that is
  /// too long for 255 of them.
  var segments: [JPEGSegment]? {
    let partCount = JPEGSegment.largestCount - 14
    let parts = stride(from: 0, to: bytes.count, by: partCount).map { start in
      bytes[start..<min(start + partCount, bytes.count)]
    }
    guard parts.count <= 255 else { return nil }
    return parts.enumerated().map { index, part in
      let place = [UInt8(index + 1), UInt8(parts.count)]
      return JPEGSegment(marker: 0xe2, data: Self.identifier + place + part)
    }
  }
}
