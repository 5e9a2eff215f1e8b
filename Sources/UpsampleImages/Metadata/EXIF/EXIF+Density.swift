import UpsampleBase

extension EXIF {
  /// The density that the first directory tells, if it tells one in a unit of
  /// length.
  var density: PixelDensity? {
    guard let x = rational(.xResolution), let y = rational(.yResolution) else { return nil }
    let units = picture.entries(of: .resolutionUnit).compactMap { value(of: $0) }
    switch units.first ?? 2 {
    case 2: return PixelDensity(x: x, y: y, unit: .inch)
    case 3: return PixelDensity(x: x, y: y, unit: .centimetre)
    default: return nil
    }
  }

  /// Multiplies the density, if one is told. Both numbers of a fraction stay
  /// below 2^32, so a factor of many digits is rounded.
  mutating func multiplyDensity(x: Ratio, y: Ratio) {
    let places = (place(of: .xResolution), place(of: .yResolution))
    if let place = places.0 { multiply(at: place, by: x) }
    // Some programs let both entries share one value.
    if let place = places.1, place != places.0 { multiply(at: place, by: y) }
  }

  /// Exchanges the densities of rows and columns, as the picture is turned.
  mutating func swapDensities() {
    guard let x = place(of: .xResolution), let y = place(of: .yResolution), abs(x - y) >= 8
    else { return }
    for index in 0..<8 { bytes.swapAt(x + index, y + index) }
  }

  /// Where the eight bytes of a fraction stand, unless that is where nothing of
  /// the sort may be.
  private func place(of tag: EXIFTag) -> Int? {
    picture.entries(of: tag).first { $0.type == EXIFEntry.rational && $0.count == 1 }?
      .values.flatMap { isStructure($0) ? nil : $0.lowerBound }
  }

  private func rational(_ tag: EXIFTag) -> Double? {
    guard let place = place(of: tag) else { return nil }
    let (a, b) = (number(at: place, count: 4)!, number(at: place + 4, count: 4)!)
    return a > 0 && b > 0 ? Double(a) / Double(b) : nil
  }

  private mutating func multiply(at place: Int, by factor: Ratio) {
    let (a, b) = (number(at: place, count: 4)!, number(at: place + 4, count: 4)!)
    guard a > 0, b > 0 else { return }
    let product = Fraction(a, b, times: factor)
    setNumber(product.numerator, at: place, count: 4)
    setNumber(product.denominator, at: place + 4, count: 4)
  }
}

/// A fraction of two whole numbers below 2^32.
struct Fraction: Hashable {
  let numerator: Int
  let denominator: Int

  /// The product of a fraction of positive numbers below 2^32 and a ratio, as
  /// near as it can be written.
  init(_ a: Int, _ b: Int, times factor: Ratio) {
    let (n, upper) = a.multipliedReportingOverflow(by: factor.numerator)
    let (d, lower) = b.multipliedReportingOverflow(by: factor.denominator)
    let exact = upper || lower ? nil : Ratio(n, d)
    if let exact, max(exact.numerator, exact.denominator) <= Int(UInt32.max) {
      (numerator, denominator) = (exact.numerator, exact.denominator)
      return
    }
    let value =
      Double(a) / Double(b) * Double(factor.numerator) / Double(factor.denominator)
    denominator = value < 4000 ? 1_000_000 : 1
    numerator = Int(min(Double(UInt32.max), (value * Double(denominator)).rounded()))
  }
}
