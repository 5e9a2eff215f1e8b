import Glibc
import Upsample
import UpsampleBatch

/// The goldens that are accepted beside one of a plainer name: `a@linux.png` beside `a.png`.
///
/// A label begins with a letter, so that `a@2x.png` is a picture of its own, and missing where
/// nobody makes it. So is one that the folder compared has under that very name, and one whose
/// plainer name has a label itself.
struct GoldenLabels: Sendable {
  struct Golden: Sendable {
    /// The name relative to the folder.
    let file: FilePath
    /// Of bytes as names are.
    let label: FilePath
  }

  private var goldens: [FilePath: [Golden]] = [:]
  private var files: Set<FilePath> = []

  /// Finds those in a folder that are no masks. The memory taken grows with their number.
  init(in expected: FilePath, besides actual: FilePath) throws(UpsampleError) {
    try listFiles(in: expected) { file in
      guard let (name, label) = file.partsOfLabel, !file.isMask,
        FileStatus(at: expected.appending(name))?.kind == .regular,
        FileStatus(of: actual.appending(file), in: AT_FDCWD) == nil
      else { return }
      files.insert(file)
      goldens[name, default: []].append(Golden(file: file, label: label))
    }
    for (name, labelled) in goldens where files.contains(name) {
      goldens[name] = nil
      files.subtract(labelled.map(\.file))
    }
    for name in goldens.keys {
      goldens[name]?.sort { $0.file.bytes.lexicographicallyPrecedes($1.file.bytes) }
    }
  }

  var count: Int { files.count }

  /// Whether a file is accepted for a picture of another name.
  func contains(_ file: FilePath) -> Bool { files.contains(file) }

  /// Those that are accepted for a picture beside the one of its name, in order.
  func goldens(of name: FilePath) -> [Golden] { goldens[name] ?? [] }
}

extension FilePath {
  /// `a/b.png` and `linux` of `a/b@linux.png`; `nil` of a name without a label.
  var partsOfLabel: (name: FilePath, label: FilePath)? {
    let start = bytes.count - lastComponent.bytes.count
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > start,
      let dot = bytes.lastIndex(of: .dot), dot > at + 1,
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[at + 1] | 0x20
    else { return nil }
    return (
      FilePath(bytes: Array(bytes[..<at] + bytes[dot...])),
      FilePath(bytes: Array(bytes[(at + 1)..<dot]))
    )
  }
}
