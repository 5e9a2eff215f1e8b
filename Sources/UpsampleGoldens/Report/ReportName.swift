import Upsample

/// The name of a picture's file in a report.
///
/// It begins with what is readable of the picture's own name and ends with what the file
/// holds, `settings-dark-actual-0123456789abcdef0123456789abcdef.png`: small letters, digits,
/// hyphens and one dot, so that no name leads out of the folder, needs to be escaped, or is
/// another one's where letters have no case. Two pictures share a name only if they hold the
/// same.
struct ReportName {
  /// What a file shows.
  enum Role: String, CaseIterable {
    case expected, actual
    case heatMap = "heat-map"
  }

  let path: FilePath

  /// - Parameters:
  ///   - content: The digest of what the file holds, or is made of alone.
  init(_ name: FilePath, _ role: Role, _ content: SHA256, _ format: ImageFormat) {
    let start = Self.readable(name)
    let digits = content.description.prefix(Self.digits)
    let ending = format == .png ? "png" : "jpg"
    path = FilePath("\(start)\(role.rawValue)-\(digits).\(ending)")
  }

  /// The hexadecimal digits of a digest that a name has: half of them tell files apart.
  private static let digits = 32
  /// The most letters of a picture's own name.
  private static let letters = 60

  /// Small letters and digits of a name without its extension, and a hyphen for what lies
  /// between, and at the end.
  private static func readable(_ name: FilePath) -> String {
    let bytes = name.bytes
    let end = name.lowercasedExtension == nil ? nil : bytes.lastIndex(of: .dot)
    var text = ""
    for byte in bytes[..<(end ?? bytes.count)] {
      let small = byte | 0x20
      if UInt8(ascii: "a")...UInt8(ascii: "z") ~= small {
        text.unicodeScalars.append(Unicode.Scalar(small))
      } else if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !text.isEmpty, text.last != "-" {
        text += "-"
      }
    }
    if text.count > letters { text = String(text.suffix(letters)) }
    return text.isEmpty || text.last == "-" ? text : text + "-"
  }

  /// Whether a name has the form that reports give.
  static func isOne(_ name: FilePath) -> Bool {
    let text = String(decoding: name.bytes, as: UTF8.self)
    guard text.hasSuffix(".png") || text.hasSuffix(".jpg") else { return false }
    let stem = text.dropLast(4)
    guard stem.count > digits, stem.suffix(digits).allSatisfy(\.isHexDigit) else { return false }
    return Role.allCases.contains { stem.dropLast(digits).hasSuffix("\($0.rawValue)-") }
  }
}
