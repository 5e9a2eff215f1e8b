import CUpsampleSystem
import Glibc

/// What the system knows about a file.
package struct FileStatus {
  /// What sort of file a name stands for.
  package enum Kind { case regular, folder, link, stream, other }

  /// The device and inode numbers, by which a file is known under any name.
  package struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  package let kind: Kind
  package let identity: Identity
  /// The permission bits, set-user-ID and the like included.
  let permissions: mode_t
  /// The length of a regular file, in bytes.
  package let byteCount: Int
  /// When the bytes were changed last.
  let modificationTime: timespec
  /// The same in nanoseconds since 1970.
  package var modified: Int128 { nanoseconds(modificationTime) }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO, S_IFCHR: .stream
      default: .other
      }
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    permissions = status.st_mode & 0o7777
    byteCount = Int(status.st_size)
    modificationTime = status.st_mtim
  }

  /// The status of an open file, or `nil` with `errno` set.
  package init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The status of the file that a path leads to, or `nil` with `errno` set.
  package init?(at path: FilePath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// The status of a name within a folder, or `nil` with `errno` set. A link
  /// is not followed.
  package init?(of name: FilePath, in folder: Int32) {
    self.init(of: name, in: folder, flags: AT_SYMLINK_NOFOLLOW)
  }

  /// The status of what a name within a folder leads to, or `nil` with `errno` set.
  package init?(following name: FilePath, in folder: Int32) {
    self.init(of: name, in: folder, flags: 0)
  }

  private init?(of name: FilePath, in folder: Int32, flags: Int32) {
    var status = stat()
    guard name.withCString({ fstatat(folder, $0, &status, flags) }) == 0 else { return nil }
    self.init(status)
  }
}

/// The nanoseconds of a time since 1970. 64 bits of them would end in the year 2262,
/// before the times of file systems do.
package func nanoseconds(_ time: timespec) -> Int128 {
  Int128(time.tv_sec) * 1_000_000_000 + Int128(time.tv_nsec)
}

extension FilePath {
  /// Where a symbolic link leads, or `nil` with `errno` set when this is none.
  package func linkTarget() -> FilePath? {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = withCString { path in
      target.withUnsafeMutableBytes {
        readlink(path, $0.bindMemory(to: CChar.self).baseAddress!, $0.count)
      }
    }
    return count > 0 ? FilePath(bytes: Array(target.prefix(count))) : nil
  }

  /// The path at the end of the chain of symbolic links that starts here,
  /// whether a file is there or not; `nil` with `errno` set where the chain has
  /// no end.
  package func followingLinks() -> FilePath? {
    var path = self
    // As many as the system itself follows.
    for _ in 0...40 {
      guard let target = path.linkTarget() else { return path }
      path = target.bytes.first == .slash ? target : path.parent.appending(target)
    }
    errno = ELOOP
    return nil
  }
}

/// Calls a function of the system's again as long as signals interrupt it.
package func retryingInterrupts(_ body: () -> Int32) -> Int32 {
  while true {
    let result = body()
    if result >= 0 || errno != EINTR { return result }
  }
}

/// Writes all bytes of the text to an open file; returns the system's error
/// number, or 0.
package func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { cus_write_all(descriptor, $0.baseAddress, $0.count) }
}

/// Writes all bytes to an open file; returns the system's error number, or 0.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  cus_write_all(descriptor, bytes, bytes.count)
}

extension UpsampleError {
  /// The failure of the system call that has just failed.
  package static func lastFailure(
    action: String, name: String, side: SystemFailure.Side
  ) -> UpsampleError {
    .system(SystemFailure(action: action, name: name, side: side, code: errno))
  }
}
