import Glibc

/// What is free on a disk.
package struct FreeSpace: Sendable {
  /// The bytes that any user may fill, as `df` tells them.
  package let bytes: Int
  /// The bytes that this process may fill: the superuser what is set aside too.
  package let mostBytes: Int

  init(bytes: Int, mostBytes: Int) {
    self.bytes = bytes
    self.mostBytes = mostBytes
  }

  /// Of the disk where a file or folder is, or would come to be; `nil` where the file
  /// system doesn't tell.
  package init?(at path: FilePath) {
    var status = statvfs()
    if path.withCString({ statvfs($0, &status) }) == 0 {
      self.init(status)
    } else if path.parent != path {
      self.init(at: path.parent)
    } else {
      return nil
    }
  }

  /// Of the disk where an output goes; `nil` for a stream too.
  package init?(of output: Endpoint) {
    switch output {
    case .file(let path):
      guard !output.isStream, let target = path.followingLinks() else { return nil }
      self.init(at: target)
    case .standardStream:
      var status = statvfs()
      guard FileStatus(of: STDOUT_FILENO)?.kind == .regular,
        fstatvfs(STDOUT_FILENO, &status) == 0
      else { return nil }
      self.init(status)
    }
  }

  private init?(_ status: statvfs) {
    guard status.f_blocks > 0 else { return nil }
    func bytes(_ blocks: UInt) -> Int {
      let (bytes, overflow) = blocks.multipliedReportingOverflow(by: status.f_frsize)
      return overflow ? Int.max : Int(clamping: bytes)
    }
    self.bytes = bytes(status.f_bavail)
    mostBytes = bytes(geteuid() == 0 ? status.f_bfree : status.f_bavail)
  }
}
