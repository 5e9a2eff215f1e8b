import CDigest
import Upsample

/// The SHA-256 of a file's bytes, by which it is known to be the very same.
package struct SHA256: Hashable, Sendable {
  /// The 32 bytes.
  package let bytes: [UInt8]

  /// The digest of a regular file. Nothing is taken from its reader.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read.
  package init(of file: InputFile) throws(UpsampleError) {
    try self.init(of: file) { _ in }
  }

  /// The digest of a regular file, each piece of which `body` is called with.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read; what `body` throws.
  init(
    of file: InputFile, _ body: (ArraySlice<UInt8>) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    var sum = SHA256Sum()
    var window = file.window()
    let count = window.count
    for offset in stride(from: 0, to: count, by: SHA256Sum.pieceBytes) {
      let part = window.bytes(at: offset, count: min(SHA256Sum.pieceBytes, count - offset))
      try file.checkWindow()
      guard let part else { break }
      sum.add(part)
      try body(part)
    }
    self = sum.digest()
  }

  /// The digest of bytes.
  init(of bytes: [UInt8]) {
    var sum = SHA256Sum()
    sum.add(bytes[...])
    self = sum.digest()
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The version of the library that computes it.
  package static var libraryVersion: String {
    let version = cdg_version()
    return "\(version / 1000).\(version % 1000)"
  }
}

extension SHA256: CustomStringConvertible {
  /// The 64 hexadecimal digits, in lower case.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// A SHA-256 of bytes that come in pieces.
struct SHA256Sum {
  private var state = cdg_sha256()

  /// The bytes in which files are read.
  static let pieceBytes = 1 << 16

  init() { cdg_begin(&state) }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { cdg_add(&state, $0.baseAddress, $0.count) }
  }

  /// The digest of all bytes; the sum begins anew.
  mutating func digest() -> SHA256 {
    SHA256(
      bytes: [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
        cdg_end(&state, digest.baseAddress)
        count = 32
      })
  }
}
