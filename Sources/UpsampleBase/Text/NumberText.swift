import Glibc

/// A number with so many digits after the point; from a million on in that many
/// significant digits and one, as `2.2500e38`. What is not finite is `nan`, `inf` or
/// `-inf`.
package func fixedText(_ number: Double, digits: Int) -> String {
  guard number.isFinite else { return "\(number)" }
  let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
  if number.magnitude >= 1e6 {
    // What rounds to 10 has the next exponent.
    let rounded = min(number.magnitude * (1 + 0.05 / unit), .greatestFiniteMagnitude)
    let exponent = log10(rounded).rounded(.down)
    return fixedText(number / pow(10, exponent), digits: digits) + "e\(Int(exponent))"
  }
  let units = Int((number.magnitude * unit).rounded())
  let (whole, fraction) = units.quotientAndRemainder(dividingBy: Int(unit))
  let sign = number < 0 && units > 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let text = String(fraction)
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - text.count) + text
}

/// The digits after the point, at least so many, that a number's first two digits other
/// than zero need.
package func digitsShowing(_ number: Double, atLeast digits: Int) -> Int {
  guard number.isFinite, number != 0 else { return digits }
  let first = Int((-log10(number.magnitude)).rounded(.up))
  return first > digits ? min(first + 1, 18) : digits
}

/// The same without zeros at the end of the fraction: `0.25`, `-1`, `2.25e38`.
package func decimalText(_ number: Double, digits: Int) -> String {
  let parts = fixedText(number, digits: digits).split(separator: "e")
  var mantissa = parts[0]
  if mantissa.contains(".") {
    while mantissa.last == "0" { mantissa.removeLast() }
    if mantissa.last == "." { mantissa.removeLast() }
  }
  return String(mantissa) + parts.dropFirst().map { "e\($0)" }.joined()
}

/// Bytes in a unit of which there are 1 to 999: `14.8 GB`.
package func byteText(_ bytes: Int) -> String {
  var (value, units) = (Double(bytes), ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"][...])
  while value >= 999.5, units.count > 1 {
    value /= 1000
    units.removeFirst()
  }
  let tenths = (value * 10).rounded() / 10
  let isWhole = value >= 99.95 || tenths == tenths.rounded()
  let number = isWhole ? "\(Int(value.rounded()))" : "\(tenths)"
  return "\(number) \(units.first!)"
}

extension UInt8 {
  /// Whether the byte is an ASCII digit.
  package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
