/// How many pixels an image has in a length when it is printed, or only how
/// wide pixels are beside their height.
struct PixelDensity: Hashable, Sendable {
  /// What ``x`` and ``y`` are counted in.
  enum Unit: Hashable, Sendable {
    /// Nothing: only the ratio counts.
    case aspect
    case inch
    case centimetre
    case metre
  }

  /// Pixels in a row of the unit's length, positive.
  var x: Double
  /// Pixels in a column of the unit's length, positive.
  var y: Double
  var unit: Unit
}

extension PixelDensity {
  /// The density of a pHYs chunk, if it is a sound one.
  init?(pHYs data: [UInt8]) {
    guard data.count == 9, data[8] <= 1 else { return nil }
    let (x, y) = (data.bigEndian(4), data[4...].bigEndian(4))
    guard x > 0, y > 0 else { return nil }
    self.init(x: Double(x), y: Double(y), unit: data[8] == 1 ? .metre : .aspect)
  }

  /// The density of a JFIF segment, if it is a sound one.
  init?(jfif data: [UInt8]) {
    guard data.count >= 14, data.starts(with: "JFIF\0".utf8), data[7] <= 2 else { return nil }
    let (x, y) = (data[8...].bigEndian(2), data[10...].bigEndian(2))
    guard x > 0, y > 0 else { return nil }
    self.init(x: Double(x), y: Double(y), unit: [.aspect, .inch, .centimetre][Int(data[7])])
  }
}
