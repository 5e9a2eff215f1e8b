import Glibc

/// An open folder in which outputs appear.
///
/// The names made in it are on the disk when the object has gone.
package final class OutputFolder: @unchecked Sendable {
  /// The name for people to read and to open files by.
  package let path: FilePath
  /// By which the same folder is known under another name.
  package let identity: FileStatus.Identity

  /// The folder's descriptor, which belongs to the object.
  package let descriptor: Int32
  private let use: Use

  /// What a folder is opened for.
  package enum Use: Sendable {
    /// To make what is not there.
    case making
    /// To look at what is there, and to change nothing.
    case looking
  }

  private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

  /// Opens a folder, and follows a link of that name.
  package init(_ path: FilePath, for use: Use = .making) throws(UpsampleError) {
    descriptor = path.withCString { path in retryingInterrupts { Glibc.open(path, Self.flags) } }
    self.path = path
    self.use = use
    identity = try Self.identity(of: descriptor, path, unless: "open the folder")
  }

  /// Opens a folder within another one, and makes it if it is not there. A link is
  /// not followed: it could lead anywhere.
  package init(_ name: FilePath, in parent: OutputFolder) throws(UpsampleError) {
    let (outer, path) = (parent.descriptor, parent.path.appending(name))
    var action = "open the folder"
    descriptor = name.withCString { name in
      let opened = Self.open(name, in: outer)
      guard opened < 0, errno == ENOENT else { return opened }
      // Whether this process or another one makes it is all the same.
      guard mkdirat(outer, name, 0o777) == 0 || errno == EEXIST else {
        action = "create"
        return -1
      }
      return Self.open(name, in: outer)
    }
    if descriptor < 0 { try parent.refuseLink(name) }
    self.path = path
    use = .making
    identity = try Self.identity(of: descriptor, path, unless: action)
  }

  /// Opens a folder within another one to look at it; `nil` when there is none. A
  /// link is not followed.
  package init?(lookingAt name: FilePath, in parent: OutputFolder) throws(UpsampleError) {
    let outer = parent.descriptor
    path = parent.path.appending(name)
    descriptor = name.withCString { Self.open($0, in: outer) }
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      try parent.refuseLink(name)
    }
    use = .looking
    identity = try Self.identity(of: descriptor, path, unless: "open the folder")
  }

  deinit {
    if use == .making { _ = retryingInterrupts { fsync(descriptor) } }
    close(descriptor)
  }

  private static func open(_ name: UnsafePointer<CChar>, in folder: Int32) -> Int32 {
    retryingInterrupts { openat(folder, name, flags | O_NOFOLLOW) }
  }

  /// What stands under a name, links not followed; `nil` when nothing does.
  func status(of name: FilePath) throws(UpsampleError) -> FileStatus? {
    if let status = FileStatus(of: name, in: descriptor) { return status }
    guard errno == ENOENT else {
      throw .lastFailure(action: "create", name: "\(path.appending(name))", side: .output)
    }
    return nil
  }

  /// Whether the file of that name may be written by this process; if not, `errno`
  /// says why.
  func mayWrite(_ name: FilePath) -> Bool {
    name.withCString { faccessat(descriptor, $0, W_OK, AT_EACCESS) } == 0
  }

  /// Removes the temporary files of an output that have lost their writers.
  package func removeAbandoned(_ output: FilePath) {
    TemporaryFile.removeAbandoned(in: descriptor, for: output)
  }

  /// Removes a temporary file if it has lost its writer.
  package func removeAbandoned(temporary name: FilePath) {
    TemporaryFile.removeAbandoned(name, in: descriptor)
  }

  /// Removes a file, or a link of that name, where there is one.
  package func remove(_ name: FilePath) throws(UpsampleError) {
    let code = name.withCString { name in
      retryingInterrupts { unlinkat(descriptor, name, 0) } == 0 ? 0 : errno
    }
    guard code != 0, code != ENOENT else { return }
    throw .system(
      SystemFailure(
        action: "remove", name: "\(path.appending(name))", side: .output, code: code))
  }

  /// Removes a folder of that name if it is empty.
  package func removeEmptyFolder(_ name: FilePath) throws(UpsampleError) {
    let code = name.withCString { name in
      retryingInterrupts { unlinkat(descriptor, name, AT_REMOVEDIR) } == 0 ? 0 : errno
    }
    guard code != 0, ![ENOENT, ENOTEMPTY, EEXIST].contains(code) else { return }
    throw .system(
      SystemFailure(
        action: "remove the folder", name: "\(path.appending(name))", side: .output, code: code))
  }

  /// Another descriptor of the folder, which belongs to the caller, or -1 with
  /// `errno` set.
  func duplicate() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }

  /// Refuses a link where a folder could not be opened; otherwise `errno` stays.
  private func refuseLink(_ name: FilePath) throws(UpsampleError) {
    let code = errno
    if FileStatus(of: name, in: descriptor)?.kind == .link {
      throw .leadsOut(path.appending(name))
    }
    errno = code
  }

  private static func identity(
    of descriptor: Int32, _ path: FilePath, unless action: String
  ) throws(UpsampleError) -> FileStatus.Identity {
    guard descriptor >= 0, let status = FileStatus(of: descriptor) else {
      throw .lastFailure(action: action, name: path.description, side: .output)
    }
    return status.identity
  }
}

extension UpsampleError {
  /// The refusal of a link where an output folder should be.
  static func leadsOut(_ path: FilePath) -> UpsampleError {
    .request(RequestFault(subject: "output folder \(path)", BaseFault.linkLeadsOut))
  }
}
