import Glibc
import Upsample

extension FilePath {
  /// Whether the path is the other one or leads on from it, however both are written: through
  /// links, and whether something is there or not.
  package func liesWithin(_ other: FilePath) -> Bool {
    guard let own = resolvedAsFar, let outer = other.resolvedAsFar else { return false }
    return own == outer || own.bytes.starts(with: outer.appending(FilePath(bytes: [])).bytes)
  }

  /// The same path from the root without links, as far as something is there.
  private var resolvedAsFar: FilePath? {
    if let path = withCString({ realpath($0, nil) }) {
      defer { free(path) }
      return FilePath(cString: path)
    }
    guard errno == ENOENT, parent != self else { return nil }
    return parent.resolvedAsFar.map { $0.appending(lastComponent) }
  }
}
