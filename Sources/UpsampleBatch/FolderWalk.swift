import Glibc
import UpsampleBase

/// What a walk meets. Names are relative to the folder at the top.
enum WalkEntry: Equatable {
  /// A regular file, or a link to one.
  case file(FilePath)
  /// A folder, whose contents follow.
  case folder(FilePath)
  /// A link to a folder, which is not followed.
  case link(FilePath)
  /// A pipe, a socket or a device, which is not opened.
  case special(FilePath)
  /// A temporary file of an output, which a process is writing or has left behind.
  case temporary(FilePath)
  /// A name that can't be looked at, such as a link that leads nowhere.
  case failed(FilePath, UpsampleError)
  /// A folder that can't be read, or not to its end.
  case unreadableFolder(FilePath, UpsampleError)
}

/// A walk through a folder and all within, depth first, in the order in which the
/// system gives the names.
///
/// The memory taken is that of one open folder for each level, however many names
/// there are. What is named `.upsample`, as the folders are in which the state of
/// batches stands, is passed over. It is used by one thread at a time.
final class FolderWalk {
  private struct Level {
    let name: FilePath?
    let stream: FolderStream
  }

  private let path: FilePath
  private let excluded: FileStatus.Identity?
  private var levels: [Level]

  /// The most folders within each other that are entered.
  private static let mostLevels = 256

  /// By which the folder at the top is known under another name.
  let identity: FileStatus.Identity

  /// Begins a walk.
  ///
  /// - Parameters:
  ///   - path: The folder at the top; a link is followed.
  ///   - excluded: A folder that is passed over with all within.
  /// - Throws: ``UpsampleError/system(_:)`` when the folder can't be opened.
  init(
    _ path: FilePath, excluding excluded: FileStatus.Identity? = nil
  ) throws(UpsampleError) {
    guard let stream = FolderStream(path) else {
      throw .lastFailure(action: "open the folder", name: "\(path)", side: .input)
    }
    self.path = path
    self.excluded = excluded
    identity = stream.identity
    levels = [Level(name: nil, stream: stream)]
  }

  /// What comes next, or `nil` at the end.
  func next() -> WalkEntry? {
    while let level = levels.last {
      guard let (name, kind) = level.stream.next() else {
        let code = errno
        levels.removeLast()
        if code == 0 { continue }
        let name = level.name ?? FilePath(".")
        return .unreadableFolder(name, failure("read the folder", name, code))
      }
      if TemporaryFile.isTemporary(name) {
        return .temporary(level.name?.appending(name) ?? name)
      }
      if let entry = entry(name, kind, in: level) { return entry }
    }
    return nil
  }

  private func entry(
    _ name: FilePath, _ kind: FolderStream.Kind, in level: Level
  ) -> WalkEntry? {
    if name == RunState.folderName { return nil }
    let whole = level.name?.appending(name) ?? name
    switch kind {
    case .regular: return .file(whole)
    case .folder: return enter(name, whole, in: level)
    case .special: return .special(whole)
    case .link: return follow(name, whole, in: level)
    case .unknown:
      guard let status = FileStatus(of: name, in: level.stream.descriptor) else {
        return .failed(whole, failure("look at", whole, errno))
      }
      switch status.kind {
      case .regular: return .file(whole)
      case .folder: return enter(name, whole, in: level)
      case .link: return follow(name, whole, in: level)
      case .stream, .other: return .special(whole)
      }
    }
  }

  private func follow(_ name: FilePath, _ whole: FilePath, in level: Level) -> WalkEntry {
    guard let target = FileStatus(following: name, in: level.stream.descriptor) else {
      return .failed(whole, failure("follow the link", whole, errno))
    }
    return switch target.kind {
    case .regular: .file(whole)
    case .folder: .link(whole)
    case .link, .stream, .other: .special(whole)
    }
  }

  private func enter(_ name: FilePath, _ whole: FilePath, in level: Level) -> WalkEntry? {
    guard levels.count < Self.mostLevels else {
      return .unreadableFolder(
        whole,
        .limit(
          LimitExcess(
            subject: "\(path.appending(whole))", quantity: "folders above it",
            value: levels.count, limit: Self.mostLevels - 1,
            remedy: "Make it the input of a batch of its own.")))
    }
    guard let stream = FolderStream(name, in: level.stream) else {
      return .unreadableFolder(whole, failure("open the folder", whole, errno))
    }
    if stream.identity == excluded { return nil }
    levels.append(Level(name: whole, stream: stream))
    return .folder(whole)
  }

  private func failure(_ action: String, _ name: FilePath, _ code: Int32) -> UpsampleError {
    .system(
      SystemFailure(action: action, name: "\(path.appending(name))", side: .input, code: code))
  }
}
