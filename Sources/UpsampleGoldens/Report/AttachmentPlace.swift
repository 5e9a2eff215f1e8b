import Upsample
import UpsampleBatch

/// How the files of a report are named in its JUnit file.
///
/// GitLab reads the names of attachments from the folder on that a job begins in. Those of a
/// folder that lies elsewhere can only be told from that folder on.
struct AttachmentPlace {
  /// The report's folder from that on which the process works in; `nil` where it lies elsewhere.
  private let folder: FilePath?

  /// - Parameter folder: The report's, which is there.
  init(_ folder: FilePath) {
    let start = FilePath(".").resolved?.appending(FilePath(bytes: [])).bytes
    guard let start, let bytes = folder.resolved?.bytes, bytes.starts(with: start) else {
      self.folder = nil
      return
    }
    self.folder = FilePath(bytes: Array(bytes.dropFirst(start.count)))
  }

  /// The name of a file, of which the name within the report is told.
  func attachment(_ path: FilePath) -> FilePath { folder?.appending(path) ?? path }
}
