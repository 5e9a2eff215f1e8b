import Glibc

/// An open folder whose names are read one by one, so that it takes no more
/// memory for a million of them than for one.
package final class FolderStream {
  /// What a name in a folder stands for, as far as the folder itself says.
  package enum Kind { case regular, folder, link, special, unknown }

  /// By which the same folder is known under another name.
  package let identity: FileStatus.Identity
  private let stream: OpaquePointer

  /// Opens a folder, and follows a link of that name. Returns `nil` with `errno`
  /// set on failure.
  package convenience init?(_ path: FilePath) {
    self.init(descriptor: path.withCString { Self.open($0, in: AT_FDCWD, flags: 0) })
  }

  /// Opens a folder within another one; a link is not followed. Returns `nil` with
  /// `errno` set on failure.
  package convenience init?(_ name: FilePath, in parent: FolderStream) {
    let outer = parent.descriptor
    self.init(descriptor: name.withCString { Self.open($0, in: outer, flags: O_NOFOLLOW) })
  }

  /// Opens a folder anew whose descriptor stays the caller's. Returns `nil` with
  /// `errno` set on failure.
  package convenience init?(reopening descriptor: Int32) {
    self.init(descriptor: Self.open(".", in: descriptor, flags: 0))
  }

  private init?(descriptor: Int32) {
    guard descriptor >= 0 else { return nil }
    guard let status = FileStatus(of: descriptor), let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      errno = code
      return nil
    }
    identity = status.identity
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The folder's descriptor, which belongs to the object.
  package var descriptor: Int32 { dirfd(stream) }

  /// The next name but `.` and `..`; `nil` at the end, with `errno` 0, or when the
  /// folder can't be read on.
  package func next() -> (name: FilePath, kind: Kind)? {
    while true {
      errno = 0
      guard let entry = readdir(stream) else { return nil }
      let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = FilePath(
        cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
      if name.bytes == [.dot] || name.bytes == [.dot, .dot] { continue }
      return (name, Self.kind(entry.pointee.d_type))
    }
  }

  private static func kind(_ type: UInt8) -> Kind {
    switch Int(type) {
    case Int(DT_REG): .regular
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): .unknown
    default: .special
    }
  }

  private static func open(_ name: UnsafePointer<CChar>, in folder: Int32, flags: Int32) -> Int32 {
    retryingInterrupts { openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags) }
  }
}
