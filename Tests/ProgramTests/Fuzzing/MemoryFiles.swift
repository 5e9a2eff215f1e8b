import CUpsampleSystem
import Glibc

@testable import UpsampleBase

/// A file without a name that holds what is to be read.
final class MemoryFile {
  private let descriptor = cus_open_anonymous("/dev/shm")

  var path: FilePath { FilePath("/proc/self/fd/\(descriptor)") }

  init(_ bytes: [UInt8]) {
    precondition(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
  }

  deinit { close(descriptor) }
}

/// A new folder in memory.
struct MemoryFolder {
  let path: FilePath

  init() {
    var template = Array("/dev/shm/upsample-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil)
    path = FilePath(cString: template)
  }

  /// The path of a name in the folder.
  subscript(name: String) -> FilePath { path.appending(FilePath(name)) }

  /// Makes the folders that a path within this one leads through, as far as nothing
  /// else is in their places.
  func makeFolders(to path: FilePath) {
    for end in path.bytes.indices.dropFirst(self.path.bytes.count + 1)
    where path.bytes[end] == .slash {
      _ = FilePath(bytes: Array(path.bytes[..<end])).withCString { mkdir($0, 0o700) }
    }
  }

  /// Writes a new file, unless something is in its place.
  func write(_ bytes: [UInt8], to path: FilePath) {
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600) }
    guard descriptor >= 0 else { return }
    precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
  }

  /// Removes the folder and all that is in it.
  func remove() { removeAll(path) }

  private func removeAll(_ path: FilePath) {
    // Of a link, not what it leads to.
    if path.withCString({ unlink($0) }) == 0 { return }
    for name in path.memberNames() { removeAll(path.appending(name)) }
    _ = path.withCString { rmdir($0) }
  }
}

extension FilePath {
  /// The names in the folder but `.` and `..`, in no particular order; none where there
  /// is no folder.
  func memberNames() -> [FilePath] {
    let stream = FolderStream(self)
    var names: [FilePath] = []
    while let (name, _) = stream?.next() { names.append(name) }
    return names
  }
}
