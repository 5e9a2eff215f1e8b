import Upsample

/// A list of pictures, one a line, as `sha256sum` writes it: the SHA-256 of a file, two blanks and
/// its name. The name may stand alone. Lines may end as those of Windows do.
package struct PictureList: Sendable {
  package struct Entry: Hashable, Sendable {
    /// `nil` of a name alone.
    package let digest: SHA256?
    package let name: FilePath

    package init(digest: SHA256?, name: FilePath) {
      self.digest = digest
      self.name = name
    }
  }

  /// The lines.
  package let bytes: [UInt8]

  /// The most bytes that a list may have.
  static let mostBytes = 1 << 26

  package init(_ entries: [Entry]) { bytes = entries.flatMap(\.line) }

  /// Reads a list.
  ///
  /// - Throws: ``UpsampleError`` for a file that can't be read or is too long.
  package init(_ file: InputFile) throws(UpsampleError) {
    bytes = try file.contents(limit: Self.mostBytes)
  }

  /// Calls `body` with the place of each line that is not empty, in order.
  func forEachLine(_ body: (_ start: Int) -> Void) {
    var start = 0
    while start < bytes.count {
      let line = line(at: start)
      if !line.withoutReturn.isEmpty { body(start) }
      start = line.endIndex + 1
    }
  }

  /// What the line says that begins at a place.
  func entry(at start: Int) -> Entry { Entry(line(at: start).withoutReturn) }

  private func line(at start: Int) -> ArraySlice<UInt8> {
    bytes[start...].prefix { $0 != .newline }
  }
}

extension PictureList.Entry {
  /// Reads a line. What does not begin with a digest is a name.
  fileprivate init(_ line: ArraySlice<UInt8>) {
    let isEscaped = line.first == UInt8(ascii: "\\")
    let rest = isEscaped ? line.dropFirst() : line
    let marks = rest.dropFirst(64).prefix(2)
    guard let digest = SHA256(hexadecimal: rest.prefix(64)),
      marks.elementsEqual("  ".utf8) || marks.elementsEqual(" *".utf8)
    else {
      self.init(digest: nil, name: FilePath(bytes: Array(line)).withoutDot)
      return
    }
    let name = Array(rest.dropFirst(66))
    self.init(
      digest: digest, name: FilePath(bytes: isEscaped ? unescaped(name) : name).withoutDot)
  }

  fileprivate var line: [UInt8] {
    let text = escaped(name.bytes)
    let mark = text == name.bytes ? "" : "\\"
    let start = digest.map { Array("\(mark)\($0)  ".utf8) } ?? []
    return start + text + [.newline]
  }
}

extension SHA256 {
  /// Reads 64 hexadecimal digits.
  fileprivate init?(hexadecimal digits: ArraySlice<UInt8>) {
    let values = digits.compactMap(\.hexadecimalDigit)
    guard values.count == 64 else { return nil }
    self.init(bytes: stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] })
  }
}

extension UInt8 {
  /// What the byte stands for in a hexadecimal number, if anything.
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// The line without a carriage return at its end, which `sha256sum` writes of no name.
  fileprivate var withoutReturn: Self { last == UInt8(ascii: "\r") ? dropLast() : self }
}

extension FilePath {
  /// The name without the `./` that `find` puts before it.
  var withoutDot: FilePath {
    bytes.starts(with: "./".utf8) ? FilePath(bytes: Array(bytes.dropFirst(2))) : self
  }
}

/// The bytes that `sha256sum` writes in another way, by the letter behind a backslash.
private let escapes: [UInt8: UInt8] = [
  UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\n"): UInt8(ascii: "n"),
  UInt8(ascii: "\r"): UInt8(ascii: "r"),
]

private func escaped(_ name: [UInt8]) -> [UInt8] {
  name.flatMap { byte in escapes[byte].map { [UInt8(ascii: "\\"), $0] } ?? [byte] }
}

private func unescaped(_ name: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = name[...]
  while let byte = rest.popFirst() {
    let isEscape = byte == UInt8(ascii: "\\")
    let meant = isEscape ? escapes.first { $0.value == rest.first }?.key : nil
    if meant != nil { rest.removeFirst() }
    bytes.append(meant ?? byte)
  }
  return bytes
}
