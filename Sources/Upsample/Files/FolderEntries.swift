import Glibc

extension FilePath {
  /// The names in the folder but `.` and `..`, in no particular order.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when the folder can't be read.
  func entries() throws(UpsampleError) -> [FilePath] {
    guard let stream = withCString({ opendir($0) }) else { throw readingFailure }
    defer { closedir(stream) }
    var names: [FilePath] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        FilePath(bytes: Array(bytes.prefix { $0 != 0 }))
      }
      if ![FilePath("."), FilePath("..")].contains(name) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw readingFailure }
    return names
  }

  private var readingFailure: UpsampleError {
    .lastFailure(action: "read", name: description, side: .input)
  }
}
