import UpsampleBase

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

    /// The unit's length in metres.
    fileprivate var metres: Double {
      switch self {
      case .aspect, .metre: 1
      case .inch: 0.0254
      case .centimetre: 0.01
      }
    }
  }

  /// Pixels in a row of the unit's length, positive.
  var x: Double
  /// Pixels in a column of the unit's length, positive.
  var y: Double
  var unit: Unit

  /// Multiplies the density of rows and that of columns.
  mutating func multiply(x factorX: Ratio, y factorY: Ratio) {
    // A pixel's aspect is the same on a picture that grows alike both ways.
    if unit == .aspect, factorX == factorY { return }
    x *= factorX.value
    y *= factorY.value
  }
}

/// The density of a JFIF header.
struct JFIFDensity: Hashable, Sendable {
  /// 0 for the aspect of a pixel, 1 for an inch, 2 for a centimetre.
  var unit: Int
  var x: Int
  var y: Int

  /// Square pixels of no density.
  static let unknown = JFIFDensity(unit: 0, x: 1, y: 1)
}

extension PixelDensity {
  /// The density of a pHYs chunk, if it is a sound one.
  init?(pHYs data: [UInt8]) {
    guard data.count == 9, data[8] <= 1 else { return nil }
    let (x, y) = (data.bigEndian(4), data[4...].bigEndian(4))
    guard x > 0, y > 0, x <= Int32.max, y <= Int32.max else { return nil }
    self.init(x: Double(x), y: Double(y), unit: data[8] == 1 ? .metre : .aspect)
  }

  /// The density of a JFIF segment, if it is a sound one.
  init?(jfif data: [UInt8]) {
    guard data.count >= 12, data.starts(with: "JFIF\0".utf8), data[7] <= 2 else { return nil }
    let (x, y) = (data[8...].bigEndian(2), data[10...].bigEndian(2))
    guard x > 0, y > 0 else { return nil }
    self.init(x: Double(x), y: Double(y), unit: [.aspect, .inch, .centimetre][Int(data[7])])
  }

  /// Whether it says nothing but that pixels are square.
  var isUnknown: Bool { unit == .aspect && x == y }

  /// The data of a pHYs chunk, in pixels of a metre rounded to the nearest, or
  /// `nil` when it can't hold the density.
  var pHYs: [UInt8]? {
    let (x, y) = ((x / unit.metres).rounded(), (y / unit.metres).rounded())
    guard (1...0x7fff_ffff).contains(x), (1...0x7fff_ffff).contains(y) else { return nil }
    return bigEndianBytes(Int(x)) + bigEndianBytes(Int(y)) + [unit == .aspect ? 0 : 1]
  }

  /// The density of a JFIF header, in the unit that holds it best, or `nil` when
  /// none does.
  var jfif: JFIFDensity? {
    switch unit {
    case .aspect:
      // A ratio of numbers that are too large keeps its value.
      let scale = max(1, max(x, y) / 65_535)
      return JFIFDensity(0, x / scale, y / scale)
    case .inch: return JFIFDensity(1, x, y)
    case .centimetre: return JFIFDensity(2, x, y)
    case .metre:
      func error(_ value: Double) -> Double { abs(value.rounded() - value) / value }
      let (inch, centimetre) = (0.0254, 0.01)
      let isBetter = error(x * centimetre) < error(x * inch)
      let length = isBetter ? centimetre : inch
      return JFIFDensity(isBetter ? 2 : 1, x * length, y * length)
    }
  }
}

extension JFIFDensity {
  /// The density rounded to the nearest, or `nil` when it does not fit in 16
  /// bits.
  fileprivate init?(_ unit: Int, _ x: Double, _ y: Double) {
    guard (1...65_535).contains(x.rounded()), (1...65_535).contains(y.rounded()) else {
      return nil
    }
    self.init(unit: unit, x: Int(x.rounded()), y: Int(y.rounded()))
  }
}
