/// IPTC data, by the Information Interchange Model 4.2: datasets one behind the
/// other, each with the number of its record and its own.
struct IPTCData: Sendable {
  private(set) var bytes: [UInt8]

  private struct Dataset {
    let record: UInt8
    let number: UInt8
    let range: Range<Int>
  }

  private var datasets: [Dataset] = []

  /// Reads the datasets, or returns `nil` where anything but padding follows them.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    while let dataset = Self.dataset(in: bytes, at: datasets.last?.range.upperBound ?? 0) {
      datasets.append(dataset)
    }
    guard bytes[(datasets.last?.range.upperBound ?? 0)...].allSatisfy({ $0 == 0 }) else {
      return nil
    }
  }

  /// The dataset at a place: a mark, two numbers, and a length of 15 bits, or the
  /// length of the length and that.
  private static func dataset(in bytes: [UInt8], at start: Int) -> Dataset? {
    guard start + 5 <= bytes.count, bytes[start] == 0x1c else { return nil }
    var length = bytes[(start + 3)...].bigEndian(2)
    var dataStart = start + 5
    if length >= 0x8000 {
      let digits = length & 0x7fff
      guard (1...4).contains(digits), digits <= bytes.count - dataStart else { return nil }
      length = bytes[dataStart...].bigEndian(digits)
      dataStart += digits
    }
    guard length <= bytes.count - dataStart else { return nil }
    return Dataset(
      record: bytes[start + 1], number: bytes[start + 2], range: start..<dataStart + length)
  }
}

extension IPTCData {
  /// The datasets that may tell where a picture was taken, how to reach somebody, and
  /// which copy it is, by record and number, with the names that exiftool gives them.
  static let privateDatasets: [UInt8: [UInt8: String]] = [
    1: [100: "UniqueObjectName"],
    2: [
      26: "ContentLocationCode", 27: "ContentLocationName", 90: "City", 92: "Sub-location",
      95: "Province-State", 100: "Country-PrimaryLocationCode",
      101: "Country-PrimaryLocationName", 103: "OriginalTransmissionReference", 118: "Contact",
      185: "MasterDocumentID",
      186: "ShortDocumentID", 187: "UniqueDocumentID", 188: "OwnerID", 231: "DocumentHistory",
      232: "ExifCameraInfo",
    ],
    3: [10: "IPTCPictureNumber"],
  ]

  /// Removes the private datasets.
  ///
  /// - Returns: The names of those that were there.
  mutating func removePrivateDatasets() -> [String] {
    var names: [String] = []
    var kept: [UInt8] = []
    for dataset in datasets {
      if let name = Self.privateDatasets[dataset.record]?[dataset.number] {
        names.append(name)
      } else {
        kept += bytes[dataset.range]
      }
    }
    self = IPTCData(kept)!
    return names
  }
}
