/// The members of a JSON object that holds text and numbers alone, as ``JSONObject``
/// writes it.
package struct JSONMembers {
  package private(set) var texts: [String: String] = [:]
  package private(set) var numbers: [String: Double] = [:]

  /// Reads a file's bytes; `nil` when they are anything else, or a name repeats.
  package init?(_ bytes: [UInt8]) {
    var reader = JSONReader(rest: bytes[...])
    guard reader.skips("{") else { return nil }
    if !reader.skips("}") {
      repeat {
        guard let name = reader.text(), reader.skips(":"), texts[name] == nil, numbers[name] == nil
        else { return nil }
        if let text = reader.text() {
          texts[name] = text
        } else if let number = reader.number() {
          numbers[name] = number
        } else {
          return nil
        }
      } while reader.skips(",")
      guard reader.skips("}") else { return nil }
    }
    guard reader.isAtEnd else { return nil }
  }

  /// The member that is a whole number.
  package func integer(_ name: String) -> Int? { numbers[name].flatMap { Int(exactly: $0) } }
}

/// Takes tokens off the front of JSON text. What is not there is not taken.
private struct JSONReader {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool { rest.allSatisfy(\.isJSONSpace) }

  mutating func skips(_ mark: Unicode.Scalar) -> Bool {
    rest = rest.drop(while: \.isJSONSpace)
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number() -> Double? {
    rest = rest.drop(while: \.isJSONSpace)
    let token = rest.prefix { !$0.isJSONSpace && !",}".utf8.contains($0) }
    guard token.isJSONNumber else { return nil }
    rest = rest.dropFirst(token.count)
    return Double(String(decoding: token, as: UTF8.self))
  }

  mutating func text() -> String? {
    let start = rest
    guard skips("\""), let text = textToQuote() else {
      rest = start
      return nil
    }
    return text
  }

  private mutating func textToQuote() -> String? {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    var bytes: [UInt8] = []
    while true {
      let plain = rest.prefix { $0 >= 0x20 && $0 != quote && $0 != backslash }
      bytes += plain
      rest = rest.dropFirst(plain.count)
      switch rest.popFirst() {
      case quote: return String(validating: bytes, as: UTF8.self)
      case backslash:
        guard let scalar = escaped() else { return nil }
        bytes += Array(String(scalar).utf8)
      default: return nil
      }
    }
  }

  /// What stands behind a backslash. Halves of a pair of surrogates are none.
  private mutating func escaped() -> Unicode.Scalar? {
    guard let letter = rest.popFirst() else { return nil }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { return nil }
      return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    default: return nil
    }
  }
}
