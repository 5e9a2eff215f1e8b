import Upsample

/// Reads decimal digits, maybe with a point before or among them, as a number.
func decimalNumber(_ text: Substring) -> Double? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) } && !parts.last!.isEmpty
  guard (1...2).contains(parts.count), isDecimal, text.utf8.count <= 40 else { return nil }
  return Double(text)
}

/// A number of levels, of four digits behind the point, or more where these are zeros.
func levels(_ number: Double) -> String {
  "\(fixedText(number, digits: digitsShowing(number, atLeast: 4))) levels"
}

/// A share, which is 0 % of nothing alone and 100 % of all alone: `1.250 %`.
func percentText(_ count: Int, of total: Int) -> String {
  let smaller = 100 * Double(min(count, total - count)) / Double(total)
  let share = 100 * Double(count) / Double(total)
  return "\(fixedText(share, digits: digitsShowing(smaller, atLeast: 3))) %"
}

/// A level in decibels, of four digits behind the point, or `infinite`.
func decibels(_ value: Double) -> String {
  value.isFinite ? "\(fixedText(value, digits: 4)) dB" : "infinite"
}
