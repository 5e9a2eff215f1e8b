import Glibc
import Testing
import UpsampleBase

/// A folder of a test's own, which ends with it.
package final class TestFolder {
  package let path: FilePath

  package init() throws {
    var template = Array("/tmp/upsample-tests-XXXXXX".utf8CString)
    path = FilePath(cString: try #require(mkdtemp(&template)))
  }

  deinit { removeTree(path) }

  /// The path of a name in the folder.
  package subscript(name: String) -> FilePath { path.appending(FilePath(name)) }

  /// The names in the folder, hidden ones included, in order.
  package var names: [FilePath] {
    ((try? path.entries()) ?? []).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Writes a file with plain system calls.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o644) throws -> FilePath {
    let path = self[name]
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC, mode) }
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(
      bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
    return path
  }

  /// The bytes of a file, or `nil` when there is none.
  package func read(_ name: String) -> [UInt8]? {
    let descriptor = self[name].withCString { open($0, O_RDONLY) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while case let count = Glibc.read(descriptor, &part, part.count), count > 0 {
      bytes += part.prefix(count)
    }
    return bytes
  }
}

extension FilePath {
  /// The names in the folder but `.` and `..`, in no particular order.
  package func entries() throws -> [FilePath] {
    let stream = try #require(FolderStream(self), "cannot read \(self)")
    var names: [FilePath] = []
    while let (name, _) = stream.next() { names.append(name) }
    return names
  }
}

private func removeTree(_ folder: FilePath) {
  for name in (try? folder.entries()) ?? [] {
    let child = folder.appending(name)
    if child.withCString({ unlink($0) }) != 0 { removeTree(child) }
  }
  _ = folder.withCString { rmdir($0) }
}

extension UpsampleError {
  /// The system's error number, if this is a failure of the system's.
  package var systemCode: Int32? {
    if case .system(let failure) = self { failure.code } else { nil }
  }
}
