extension ArraySlice<UInt8> {
  /// Whether the bytes are a number as JSON writes it (RFC 8259, section 6).
  package var isJSONNumber: Bool {
    var rest = self
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = rest.removeDigits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard rest.removeDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard rest.removeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Removes the digits at the beginning, and returns their number.
  private mutating func removeDigits() -> Int {
    let digits = prefix { $0.isDigit }.count
    removeFirst(digits)
    return digits
  }
}

extension UInt8 {
  /// Whether the byte is white space between JSON's tokens.
  package var isJSONSpace: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r")
      || self == UInt8(ascii: "\t")
  }
}
