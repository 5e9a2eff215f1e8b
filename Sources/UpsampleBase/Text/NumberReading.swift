/// Reads decimal digits, and nothing but digits, as a number in the range.
package func wholeNumber(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
  let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
  guard !text.isEmpty, digits.count <= 19, text.utf8.allSatisfy(\.isDigit) else {
    return nil
  }
  let number = digits.isEmpty ? 0 : Int(Substring(digits))
  return number.flatMap { range.contains($0) ? $0 : nil }
}

/// Reads decimal digits, maybe with a point before or among them, as a number.
package func decimalNumber(_ text: Substring) -> Double? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) } && !parts.last!.isEmpty
  guard (1...2).contains(parts.count), isDecimal, text.utf8.count <= 40 else { return nil }
  return Double(text)
}
