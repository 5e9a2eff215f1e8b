import Glibc
import Upsample

/// How the files of a report are named in its JUnit file.
///
/// GitLab reads the names of attachments from the folder on that a job begins in. Those of a
/// folder that is named from the root and lies elsewhere can only be told from that folder on.
struct AttachmentPlace {
  private let folder: FilePath?

  init(_ folder: FilePath) {
    guard folder.bytes.first == .slash else {
      self.folder = folder
      return
    }
    let start = (FilePath.working?.bytes ?? []) + [.slash]
    let isWithin = folder.bytes.starts(with: start) && folder.bytes.count > start.count
    self.folder = isWithin ? FilePath(bytes: Array(folder.bytes.dropFirst(start.count))) : nil
  }

  /// The name of a file, of which the name within the report is told.
  func attachment(_ path: FilePath) -> FilePath { folder?.appending(path) ?? path }
}

extension FilePath {
  /// The folder that the process works in.
  fileprivate static var working: FilePath? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return FilePath(cString: path)
  }
}
