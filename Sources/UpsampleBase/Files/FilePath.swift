import Glibc

/// The name of a file as the system knows it: bytes, in no particular encoding.
///
/// Linux file names need not be UTF-8, so a name is never turned into a string
/// on its way to the system, only for people to read.
public struct FilePath: Hashable, Sendable {
  /// The bytes of the name, without the terminating zero.
  public let bytes: [UInt8]

  /// Creates a path from bytes. No file has a name with a zero byte: to the system
  /// it is the empty name, which it refuses.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Creates a path from a string's UTF-8 bytes.
  public init(_ string: String) {
    self.init(bytes: Array(string.utf8))
  }

  /// Creates a path from a zero-terminated string of the system's.
  package init(cString: UnsafePointer<CChar>) {
    self.init(bytes: Array(UnsafeRawBufferPointer(start: cString, count: strlen(cString))))
  }

  /// Calls `body` with the name as a zero-terminated string.
  @inlinable public func withCString<R, E: Error>(
    _ body: (UnsafePointer<CChar>) throws(E) -> R
  ) throws(E) -> R {
    let name = bytes.contains(0) ? [] : bytes
    let terminated = name.map { CChar(bitPattern: $0) } + [0]
    var result: Result<R, E>!
    terminated.withUnsafeBufferPointer { buffer in
      do throws(E) {
        result = .success(try body(buffer.baseAddress!))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  /// The part after the last slash, with trailing slashes left out.
  public var lastComponent: FilePath {
    let trimmed = trimmedBytes
    guard let slash = trimmed.lastIndex(of: .slash), trimmed.count > 1 else {
      return FilePath(bytes: Array(trimmed))
    }
    return FilePath(bytes: Array(trimmed[(slash + 1)...]))
  }

  /// The folder that holds the file: `.` for a bare name.
  public var parent: FilePath {
    let trimmed = trimmedBytes
    guard let slash = trimmed.lastIndex(of: .slash) else { return FilePath(".") }
    let folder = trimmed[..<slash]
    return FilePath(bytes: folder.isEmpty ? [.slash] : Array(folder))
  }

  /// The ASCII-lowercased letters after the last dot of the last component, or
  /// `nil` when there is no dot, or none but a leading one.
  package var lowercasedExtension: String? {
    let name = lastComponent.bytes
    guard let dot = name.lastIndex(of: .dot), dot > 0 else { return nil }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The path with everything from the last dot of the last component on
  /// replaced by a dot and `newExtension`.
  package func replacingExtension(with newExtension: String) -> FilePath {
    let name = lastComponent.bytes
    guard let dot = name.lastIndex(of: .dot), dot > 0 else {
      return FilePath(bytes: Array(trimmedBytes) + [.dot] + Array(newExtension.utf8))
    }
    let kept = trimmedBytes.dropLast(name.count - dot)
    return FilePath(bytes: Array(kept) + [.dot] + Array(newExtension.utf8))
  }

  /// The path of a file within this folder.
  public func appending(_ component: FilePath) -> FilePath {
    let separator: [UInt8] = bytes.last == .slash ? [] : [.slash]
    return FilePath(bytes: bytes + separator + component.bytes)
  }

  private var trimmedBytes: ArraySlice<UInt8> {
    var trimmed = bytes[...]
    while trimmed.count > 1, trimmed.last == .slash { trimmed.removeLast() }
    return trimmed
  }
}

extension FilePath: ExpressibleByStringLiteral {
  /// Creates a path from a literal, as in `Tensor(image: "in.png")`.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}

extension FilePath: CustomStringConvertible {
  /// The name for people to read: control characters and bytes that are not
  /// UTF-8 appear as `\xNN`, so that a message stays one line.
  public var description: String { printableText(bytes) }
}

extension UInt8 {
  package static let slash = UInt8(ascii: "/")
  package static let dot = UInt8(ascii: ".")
  package static let newline = UInt8(ascii: "\n")
}
