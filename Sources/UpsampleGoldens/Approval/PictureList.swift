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

  package let entries: [Entry]

  /// The most bytes that a list may have.
  static let mostBytes = 1 << 26

  package init(_ entries: [Entry]) { self.entries = entries }

  /// Reads a list.
  ///
  /// - Throws: ``UpsampleError`` for a file that can't be read or is too long.
  package init(_ file: InputFile) throws(UpsampleError) {
    let bytes = try file.contents(limit: Self.mostBytes)
    entries = bytes.split(separator: .newline).map(\.withoutReturn).filter { !$0.isEmpty }
      .map { Entry($0) }
  }

  /// The lines.
  package var bytes: [UInt8] { entries.flatMap(\.line) }
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
    let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
    guard values.count == 64 else { return nil }
    self.init(bytes: stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] })
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
