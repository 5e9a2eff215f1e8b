import Upsample

/// Reads decimal digits, maybe with a point before or among them, as a number.
func decimalNumber(_ text: Substring) -> Double? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) } && !parts.last!.isEmpty
  guard (1...2).contains(parts.count), isDecimal, text.utf8.count <= 40 else { return nil }
  return Double(text)
}

/// A level in decibels, of four digits behind the point, or `infinite`.
func decibels(_ value: Double) -> String {
  value.isFinite ? "\(fixedText(value, digits: 4)) dB" : "infinite"
}
