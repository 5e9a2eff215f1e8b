import Upsample

extension Background {
  /// Reads `bkgd`, the name of a colour, or 3 or 6 hexadecimal digits, with or
  /// without a number sign.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text.
  init(_ text: String) throws(UpsampleError) {
    let word = text.lowercased()
    if word == "bkgd" {
      self = .own
    } else if let colour = Color.named[word] ?? Color(digits: word) {
      self = .color(colour)
    } else {
      throw .value(
        text, of: .background, "is not a colour it knows",
        remedy: "Write hexadecimal digits, as ff8000, or choose among bkgd, "
          + "\(Color.names.joined(separator: ", ")).")
    }
  }
}

extension Background.Color {
  /// The sixteen colours that HTML names.
  fileprivate static let named: [String: Background.Color] = [
    "black": .init(0x000000), "silver": .init(0xc0c0c0), "gray": .init(0x808080),
    "white": .init(0xffffff), "maroon": .init(0x800000), "red": .init(0xff0000),
    "purple": .init(0x800080), "fuchsia": .init(0xff00ff), "green": .init(0x008000),
    "lime": .init(0x00ff00), "olive": .init(0x808000), "yellow": .init(0xffff00),
    "navy": .init(0x000080), "blue": .init(0x0000ff), "teal": .init(0x008080),
    "aqua": .init(0x00ffff),
  ]

  static let names = named.keys.sorted()

  private init(_ code: Int) {
    self.init(
      red: UInt8(code >> 16 & 0xff), green: UInt8(code >> 8 & 0xff), blue: UInt8(code & 0xff))
  }

  /// Reads `f80` or `ff8000`; a number sign may stand before it.
  fileprivate init?(digits text: String) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let code = Int(digits, radix: 16)
    else { return nil }
    switch digits.utf8.count {
    case 6: self.init(code)
    case 3:
      self.init((code >> 8 & 0xf) * 0x110000 | (code >> 4 & 0xf) * 0x1100 | (code & 0xf) * 0x11)
    default: return nil
    }
  }
}
