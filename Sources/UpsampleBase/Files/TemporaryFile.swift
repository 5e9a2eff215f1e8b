import CUpsampleSystem
import Glibc

/// A file under a temporary name beside the output that it becomes.
///
/// The name is made of a hash of the output's name and a small number, so it
/// fits wherever the output's name does, and a later run for the same output
/// finds it without reading the folder. While it is being written it is locked.
/// A file that is there and not locked has lost its writer, and is removed.
package final class TemporaryFile {
  let descriptor: Int32
  private let folder: Int32
  private let name: String
  private let slot: Int32
  private var hasName = true

  private static let prefix = ".upsample-"
  private static let suffix = ".tmp"

  /// Whether a file of that name is a temporary one.
  package static func isTemporary(_ name: FilePath) -> Bool {
    name.bytes.starts(with: prefix.utf8)
      && name.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether no process is writing the temporary file any more.
  package static func isAbandoned(_ path: FilePath) -> Bool {
    let descriptor = path.withCString { openToLock($0, in: AT_FDCWD) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return cus_lock(descriptor) == 0
  }

  /// The number of processes that may write the same output at once.
  private static let attempts = 100

  /// Creates an empty file, or returns `nil` with `errno` set.
  ///
  /// - Parameters:
  ///   - folder: A descriptor, which from now on belongs to the file.
  ///   - output: The name in that folder which the file will get.
  ///   - mode: The permissions, less those that the process masks.
  init?(in folder: Int32, for output: FilePath, mode: mode_t) {
    for number in 0..<Self.attempts {
      let name = Self.name(output, number)
      let (descriptor, slot) = withSignalsBlocked {
        cus_temporary_begin()
        defer { cus_temporary_end() }
        let descriptor = createLocked(name, in: folder, mode: mode)
        return (descriptor, descriptor < 0 ? -1 : cus_temporary_remember(folder, name))
      }
      if descriptor >= 0 {
        self.descriptor = descriptor
        self.folder = folder
        self.name = name
        self.slot = slot
        Self.removeAbandoned(in: folder, for: output, from: number + 1)
        return
      }
      if errno != EEXIST { break }
    }
    let code = errno
    close(folder)
    errno = code
    return nil
  }

  /// The name of the file of an output's writer with that number.
  static func name(_ output: FilePath, _ number: Int) -> String {
    "\(prefix)\(String(fnv1a(output.bytes), radix: 16))-\(number)\(suffix)"
  }

  /// Removes a temporary file if it has lost its writer.
  static func removeAbandoned(_ name: FilePath, in folder: Int32) {
    _ = name.withCString { UpsampleBase.removeAbandoned($0, in: folder) }
  }

  /// Removes the temporary files of an output that have lost their writers, from a
  /// number on. Of writers that were killed, some may have had lower numbers once,
  /// so a few that are free are passed over.
  static func removeAbandoned(in folder: Int32, for output: FilePath, from first: Int = 0) {
    var free = 0
    for number in first..<attempts where free < 8 {
      errno = 0
      if !UpsampleBase.removeAbandoned(name(output, number), in: folder), errno == ENOENT {
        free += 1
      }
    }
  }

  deinit {
    if hasName { withSignalsBlocked { removeName() } }
    close(descriptor)
    close(folder)
  }

  /// Puts the file under the output's name. Returns 0 or the error number.
  func rename(to output: FilePath, rule: ReplacementRule) -> Int32 {
    withSignalsBlocked {
      let code = output.withCString { output in
        switch rule {
        case .replace:
          retryingInterrupts { renameat(folder, name, folder, output) } == 0 ? 0 : errno
        case .keep: cus_rename_exclusively(folder, name, output)
        }
      }
      if code == 0 {
        cus_temporary_forget(slot)
        hasName = false
      }
      return code
    }
  }

  /// Gives the file the permissions and the time of change of another one, which are
  /// its own until more is written. Returns 0 or the error number.
  func copyAttributes(of other: FileStatus) -> Int32 {
    guard retryingInterrupts({ fchmod(descriptor, other.permissions & 0o777) }) == 0 else {
      return errno
    }
    return cus_set_modified(descriptor, other.modificationTime)
  }

  /// Waits until the file's bytes are on the disk. Returns 0 or the error number.
  func synchronize() -> Int32 { synchronized(descriptor) }

  /// Waits until the folder's names are on the disk. Returns 0 or the error
  /// number.
  func synchronizeFolder() -> Int32 { synchronized(folder) }

  private func synchronized(_ descriptor: Int32) -> Int32 {
    if retryingInterrupts({ fsync(descriptor) }) == 0 { return 0 }
    // Some file systems have nothing to wait for, and a folder that may only be
    // passed through can't be waited for.
    return [EINVAL, ENOSYS, EOPNOTSUPP, EBADF].contains(errno) ? 0 : errno
  }

  private func removeName() {
    _ = retryingInterrupts { unlinkat(folder, name, 0) }
    cus_temporary_forget(slot)
  }
}

/// What becomes of a file whose name another one is to get.
enum ReplacementRule { case replace, keep }

/// Removes the temporary files of all outputs that are being written.
///
/// Safe to call from a signal handler, which then must end the process.
package func removeTemporaryFiles() {
  cus_temporaries_remove()
}

/// Makes a crash remove them too.
package func removeTemporaryFilesOnCrash() { cus_crashes_clean_up() }

/// Creates and locks a file under a name that is free, or was left behind by a
/// process that is gone. Returns its descriptor, or -1 with `errno` set.
private func createLocked(_ name: String, in folder: Int32, mode: mode_t) -> Int32 {
  let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
  var descriptor = retryingInterrupts { openat(folder, name, flags, mode) }
  if descriptor < 0, errno == EEXIST {
    guard removeAbandoned(name, in: folder) else {
      errno = EEXIST
      return -1
    }
    descriptor = retryingInterrupts { openat(folder, name, flags, mode) }
  }
  guard descriptor >= 0 else { return -1 }
  // Between the creation and the lock another process may take the file for
  // abandoned. It then holds the lock or has removed the name. A file system
  // without locks is one where nothing is ever taken for abandoned.
  let code = cus_lock(descriptor)
  if code == EWOULDBLOCK || isNamed(name, in: folder, descriptor) == false {
    close(descriptor)
    errno = EEXIST
    return -1
  }
  return descriptor
}

/// Opens a file to see whether it is locked: to write, which network file systems
/// require, or only to read where it has got the permissions of a file that may not
/// be written.
private func openToLock(_ name: UnsafePointer<CChar>, in folder: Int32) -> Int32 {
  let flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
  let descriptor = retryingInterrupts { openat(folder, name, O_RDWR | flags) }
  if descriptor >= 0 || errno != EACCES { return descriptor }
  return retryingInterrupts { openat(folder, name, O_RDONLY | flags) }
}

/// Removes a file of this user's that nobody has locked.
private func removeAbandoned(_ name: UnsafePointer<CChar>, in folder: Int32) -> Bool {
  let descriptor = openToLock(name, in: folder)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  guard cus_lock(descriptor) == 0, isNamed(name, in: folder, descriptor) == true else {
    return false
  }
  return retryingInterrupts { unlinkat(folder, name, 0) } == 0
}

/// Whether a name in a folder still stands for an open regular file; `nil` when
/// the system does not say.
private func isNamed(_ name: UnsafePointer<CChar>, in folder: Int32, _ descriptor: Int32) -> Bool? {
  guard let opened = FileStatus(of: descriptor) else { return nil }
  guard let named = FileStatus(of: FilePath(cString: name), in: folder) else {
    return errno == ENOENT ? false : nil
  }
  return opened.kind == .regular && named.identity == opened.identity
}
