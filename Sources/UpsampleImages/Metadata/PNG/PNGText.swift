/// A text chunk of a PNG file: tEXt, zTXt or iTXt.
struct PNGText {
  let keyword: String

  /// Whether the text is of UTF-8 and not of Latin-1.
  private let isUTF8: Bool
  private let isCompressed: Bool
  private let body: [UInt8]

  /// The keyword under which XMP packets stand.
  static let xmpKeyword = "XML:com.adobe.xmp"

  /// Reads the parts of a text chunk, or returns `nil` when they are not there
  /// or it is no such chunk.
  init?(_ chunk: PNGChunk) {
    let data = chunk.data
    guard let end = data.firstIndex(of: 0), (1...79).contains(end) else { return nil }
    keyword = String(latin1: data[..<end])
    isUTF8 = chunk.type == "iTXt"
    var rest = data[(end + 1)...]
    switch chunk.type {
    case "tEXt":
      isCompressed = false
    case "zTXt":
      guard rest.popFirst() == 0 else { return nil }
      isCompressed = true
    case "iTXt":
      guard let flag = rest.popFirst(), flag <= 1, rest.popFirst() == 0,
        let language = rest.firstIndex(of: 0),
        let translation = rest[(language + 1)...].firstIndex(of: 0)
      else { return nil }
      isCompressed = flag == 1
      rest = rest[(translation + 1)...]
    default: return nil
    }
    body = Array(rest)
  }

  /// The text, of Latin-1 characters or in iTXt of UTF-8; `nil` when it is
  /// compressed in a wrong way or too large.
  func contents(_ budget: inout InflationBudget) -> [UInt8]? {
    isCompressed ? budget.inflate(body, name: "text") : body
  }

  /// The length of the text, for which no memory is taken.
  func contentCount(_ budget: inout InflationBudget, limit: Int) -> Int? {
    guard isCompressed else { return body.count <= limit ? body.count : nil }
    return budget.count(of: body, limit: limit, name: "text")
  }
}

extension PNGText {
  /// The name of the profile that the text is in disguise, in small letters.
  var profileName: String? {
    let prefix = "raw profile type "
    let name = keyword.lowercased()
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  /// The text in UTF-8.
  func utf8(_ budget: inout InflationBudget) -> [UInt8]? {
    guard let contents = contents(&budget) else { return nil }
    return isUTF8 ? contents : Array(String(latin1: contents).utf8)
  }

  /// A keyword as chunks may hold it: what is not printable is taken for a blank,
  /// and there is none at the ends or beside another. `nil` if nothing is left.
  static func keyword(_ name: String) -> [UInt8]? {
    let bytes = name.unicodeScalars.map { UInt8(exactly: $0.value) ?? 0 }
    let words = bytes.split { !((0x21...0x7e).contains($0) || $0 >= 0xa1) }
    let keyword = Array(words.joined(separator: [0x20]))
    return (1...79).contains(keyword.count) ? keyword : nil
  }

  /// The data of a text chunk with a keyword that it may hold, and no zero in plain
  /// text; `nil` if there is no such keyword.
  static func soundData(_ chunk: PNGChunk) -> [UInt8]? {
    guard let end = chunk.data.firstIndex(of: 0),
      let keyword = keyword(String(latin1: chunk.data[..<end]))
    else { return nil }
    let rest = chunk.data[(end + 1)...]
    return keyword + [0] + (chunk.type == "tEXt" ? rest.filter { $0 != 0 } : Array(rest))
  }

  /// The data of an iTXt chunk that is not compressed.
  static func chunkData(_ keyword: String, utf8 text: [UInt8]) -> [UInt8] {
    Array(keyword.utf8) + [0, 0, 0, 0, 0] + text
  }

  /// The comment of a JPEG file: of UTF-8, or else of Latin-1. Text in PNG holds
  /// no zeros.
  static func comment(_ bytes: [UInt8]) -> PNGChunk {
    let text = bytes.filter { $0 != 0 }
    let isASCII = text.allSatisfy { $0 < 0x80 }
    if isASCII || String(validating: text, as: UTF8.self) == nil {
      return PNGChunk(type: "tEXt", data: Array("Comment\0".utf8) + text)
    }
    return PNGChunk(type: "iTXt", data: chunkData("Comment", utf8: text))
  }

  /// A profile as text, as ``rawProfile(_:)`` reads it.
  static func rawProfile(_ name: String, _ bytes: [UInt8]) -> PNGChunk {
    let digits = Array("0123456789abcdef".utf8)
    var text = Array("\n\(name)\n\(bytes.count)".utf8)
    for (index, byte) in bytes.enumerated() {
      if index % 36 == 0 { text.append(UInt8(ascii: "\n")) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    text.append(UInt8(ascii: "\n"))
    let data = Array("Raw profile type \(name)\0\0".utf8) + zlibCompressed(text)
    return PNGChunk(type: "zTXt", data: data)
  }
}

/// The bytes of a profile that some programs write as text: a newline, a line
/// with its name, the number of bytes, and hexadecimal digits in lines.
///
/// - Returns: `nil` for other text.
func rawProfile(_ text: [UInt8]) -> [UInt8]? {
  let newline = UInt8(ascii: "\n")
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
  var rest = text.drop(while: isSpace)
  rest = rest.drop { $0 != newline }.drop(while: isSpace)
  let digits = rest.prefix { !isSpace($0) }
  rest = rest[digits.endIndex...]
  guard let count = Int(String(decoding: digits, as: UTF8.self)), count >= 0,
    count <= rest.count / 2
  else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count)
  var high: UInt8?
  for byte in rest where !isSpace(byte) {
    guard let digit = hexDigit(byte) else { return nil }
    if let upper = high {
      bytes.append(upper << 4 | digit)
      high = nil
    } else {
      high = digit
    }
  }
  return bytes.count == count && high == nil ? bytes : nil
}

/// The value of a hexadecimal digit.
private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
