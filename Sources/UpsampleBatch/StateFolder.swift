import Glibc
import UpsampleBase

/// An open folder of what batches know of their work: `.upsample` in an output
/// folder, or one within.
///
/// Everything in it is reached through its descriptor. What stands under a name and
/// is neither a plain file nor a folder is refused and never followed, since it could
/// lead anywhere.
struct StateFolder: Sendable {
  private let folder: OutputFolder

  /// Opens `.upsample` in an output folder that is there, and makes it if it is not.
  init(in output: FilePath) throws(UpsampleError) {
    folder = try OutputFolder(RunState.folderName, in: OutputFolder(output))
  }

  /// Opens `.upsample` in an output folder to look at it; `nil` when there is none.
  init?(lookingInto output: FilePath) throws(UpsampleError) {
    if FileStatus(at: output) == nil, errno == ENOENT { return nil }
    let output = try OutputFolder(output, for: .looking)
    guard let folder = try OutputFolder(lookingAt: RunState.folderName, in: output) else {
      return nil
    }
    self.folder = folder
  }

  private init(_ folder: OutputFolder) { self.folder = folder }

  /// The name for people to read.
  var path: FilePath { folder.path }

  /// The folder of that name, made if it is not there.
  func folder(_ name: FilePath) throws(UpsampleError) -> StateFolder {
    StateFolder(try OutputFolder(name, in: folder))
  }

  /// The folder of that name to look at; `nil` when there is none.
  func folder(lookingAt name: FilePath) throws(UpsampleError) -> StateFolder? {
    try OutputFolder(lookingAt: name, in: folder).map(StateFolder.init)
  }

  /// All names, in no particular order.
  func names() throws(UpsampleError) -> [FilePath] {
    let stream = FolderStream(reopening: folder.descriptor)
    var names: [FilePath] = []
    while let (name, _) = stream?.next() { names.append(name) }
    guard errno == 0 else { throw .lastFailure(action: "read", name: "\(path)", side: .input) }
    return names
  }

  /// The plain file of that name to read; `nil` when there is none.
  func file(_ name: FilePath) throws(UpsampleError) -> InputFile? {
    guard try isThere(name) else { return nil }
    return try InputFile(regular: name, in: folder)
  }

  /// Writes an object as a line to a file that appears when it is complete. With
  /// `.fail`, one that is there stays, and is an error of the system's with the code
  /// `EEXIST`.
  func write(
    _ object: JSONObject, to name: FilePath, existing: ExistingPolicy
  ) throws(UpsampleError) {
    _ = try isThere(name)
    let file = try OutputFile(name, in: folder, existing: existing)
    try file.write(Array(object.description.utf8) + [.newline])
    try file.commit()
  }

  /// Creates a file to which lines are added. Returns its descriptor, which belongs
  /// to the caller, or -1 with `errno` set, `EEXIST` when the name is taken.
  func create(_ name: FilePath) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC
    return name.withCString { name in
      retryingInterrupts { openat(folder.descriptor, name, flags, 0o666) }
    }
  }

  /// Removes what a process that was killed may have left of a file that another one
  /// wrote.
  func removeAbandoned(_ name: FilePath) { folder.removeAbandoned(name) }

  /// Whether a plain file has that name. Anything else is refused.
  private func isThere(_ name: FilePath) throws(UpsampleError) -> Bool {
    guard let status = FileStatus(of: name, in: folder.descriptor) else {
      if errno == ENOENT { return false }
      throw .lastFailure(action: "look at", name: "\(path.appending(name))", side: .input)
    }
    if status.kind != .regular { throw .notPlain(path.appending(name), status.kind) }
    return true
  }
}

extension UpsampleError {
  fileprivate static func notPlain(_ path: FilePath, _ kind: FileStatus.Kind) -> UpsampleError {
    let found =
      switch kind {
      case .link: "a link"
      case .folder: "a folder"
      case .stream: "a pipe or a device"
      case .regular, .other: "a socket or a device"
      }
    return .file(
      FileDefect(
        name: "\(path)", defect: "is \(found), and batches keep plain files there",
        remedy: "Remove it."))
  }
}
