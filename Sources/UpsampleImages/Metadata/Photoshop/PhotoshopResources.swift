import UpsampleBase

/// Photoshop's image resources, by Adobe's file format specification: numbered
/// blocks one behind the other, IPTC data among them.
///
/// Resources are changed or removed where they stand; what can't be read as one
/// stays as it is, with all that follows it.
struct PhotoshopResources: Hashable, Sendable {
  private(set) var bytes: [UInt8]

  /// What a segment of a JPEG file begins with.
  static let identifier = Array("Photoshop 3.0\0".utf8)

  private struct Resource {
    let number: Int
    /// The whole resource, with its padding if that is there.
    let range: Range<Int>
    let data: Range<Int>
  }

  private static let resolution = 1005
  private static let iptc = 1028
  /// The flag of a copyright, and where to read of it.
  private static let copyright = [1034, 1035]
  /// The digest of the IPTC data to which an XMP packet belongs.
  private static let digestOfIPTC = 1061
  /// Thumbnails of old and of newer versions.
  private static let thumbnails = [1033, 1036]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The resources that text in a PNG file holds, some with the identifier of a
  /// segment; IPTC data alone becomes one.
  init(text bytes: [UInt8]) {
    if bytes.starts(with: "8BIM".utf8) {
      self.init(bytes)
    } else if bytes.starts(with: Self.identifier) {
      self.init(Array(bytes.dropFirst(Self.identifier.count)))
    } else {
      self.init(Self.resource(ofIPTC: bytes))
    }
  }

  private static func resource(ofIPTC data: [UInt8]) -> [UInt8] {
    let head = bigEndianBytes(iptc, count: 2) + [0, 0] + bigEndianBytes(data.count)
    let padding: [UInt8] = data.count % 2 == 0 ? [] : [0]
    return Array("8BIM".utf8) + head + data + padding
  }

  /// Adds resources, but for IPTC data that is there already.
  mutating func append(_ other: PhotoshopResources) {
    var other = other
    if resources.contains(where: { $0.number == Self.iptc }) { other.remove([Self.iptc]) }
    bytes += other.bytes
  }

  /// Removes the thumbnails, which show the picture as it was.
  mutating func removeThumbnails() { remove(Self.thumbnails) }

  /// Multiplies the density, which is told in pixels of an inch.
  mutating func multiplyDensity(x: Ratio, y: Ratio) {
    for resource in resources where resource.number == Self.resolution {
      for (place, factor) in [(0, x), (8, y)] where resource.data.count >= place + 4 {
        let start = resource.data.lowerBound + place
        let product = Double(bytes[start...].bigEndian(4)) * factor.value
        let value = Int(min(product.rounded(), Double(UInt32.max)))
        bytes.replaceSubrange(start..<start + 4, with: bigEndianBytes(value))
      }
    }
  }

  /// Exchanges the densities of rows and columns, as the picture is turned.
  mutating func swapDensities() {
    for resource in resources where resource.number == Self.resolution {
      guard resource.data.count >= 12 else { continue }
      let start = resource.data.lowerBound
      for index in start..<start + 4 { bytes.swapAt(index, index + 8) }
    }
  }

  /// Keeps IPTC data and what tells of a copyright, and nothing else.
  mutating func keepIPTCAndCopyright() {
    keep([Self.iptc, Self.digestOfIPTC] + Self.copyright)
  }

  /// Keeps the density, IPTC data without private datasets, and what tells of a
  /// copyright: nobody can tell what else there may be.
  ///
  /// - Returns: The names of what was removed, and whether all IPTC data could be read:
  ///   it goes where it could not.
  mutating func removePrivateData() -> (names: [String], isSearched: Bool) {
    var names: [String] = []
    var isSearched = true
    var kept: [UInt8] = []
    for resource in resources {
      if resource.number == Self.iptc {
        var data = IPTCData(Array(bytes[resource.data]))
        names += data?.removePrivateDatasets() ?? []
        isSearched = isSearched && data != nil
        kept += data.map { Self.resource(ofIPTC: $0.bytes) } ?? []
      } else {
        kept += bytes[resource.range]
      }
    }
    bytes = kept
    keep([Self.resolution, Self.iptc] + Self.copyright)
    return (names, isSearched)
  }

  private mutating func keep(_ numbers: [Int]) {
    var kept: [UInt8] = []
    for resource in resources where numbers.contains(resource.number) {
      kept += bytes[resource.range]
    }
    bytes = kept
  }

  private mutating func remove(_ numbers: [Int]) {
    guard resources.contains(where: { numbers.contains($0.number) }) else { return }
    var kept: [UInt8] = []
    var start = 0
    for resource in resources where numbers.contains(resource.number) {
      kept += bytes[start..<resource.range.lowerBound]
      start = resource.range.upperBound
    }
    bytes = kept + bytes[start...]
  }

  /// The resources one after the other: there may be millions of a few bytes.
  private var resources: some Sequence<Resource> {
    sequence(state: 0) { start in
      guard let resource = resource(at: start) else { return nil }
      start = resource.range.upperBound
      return resource
    }
  }

  /// The resource at a place: a mark, a number, a name and data, of which both
  /// are padded to even lengths.
  private func resource(at start: Int) -> Resource? {
    guard start + 12 <= bytes.count, bytes[start..<start + 4].elementsEqual("8BIM".utf8) else {
      return nil
    }
    let dataStart = start + 6 + (Int(bytes[start + 6]) + 2) / 2 * 2 + 4
    guard dataStart <= bytes.count else { return nil }
    let count = bytes[(dataStart - 4)...].bigEndian(4)
    guard count <= bytes.count - dataStart else { return nil }
    let end = min(bytes.count, dataStart + count + count % 2)
    return Resource(
      number: bytes[(start + 4)...].bigEndian(2), range: start..<end,
      data: dataStart..<dataStart + count)
  }
}
