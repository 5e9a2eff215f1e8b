import Glibc

/// A finite number with so many digits after the point.
func fixed(_ number: Double, digits: Int) -> String {
  let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
  let units = Int(min((number.magnitude * unit).rounded(), 1e18))
  let (whole, fraction) = units.quotientAndRemainder(dividingBy: Int(unit))
  let sign = number < 0 && units > 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let text = String(fraction)
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - text.count) + text
}

/// Reads decimal digits, maybe with a point among them, as a number.
func decimalNumber(_ text: Substring) -> Double? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let isDecimal = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
  guard (1...2).contains(parts.count), isDecimal, text.utf8.count <= 40 else { return nil }
  return Double(text)
}

/// A level in decibels, of four digits behind the point, or `infinite`.
func decibels(_ value: Double) -> String {
  value.isFinite ? "\(fixed(value, digits: 4)) dB" : "infinite"
}
