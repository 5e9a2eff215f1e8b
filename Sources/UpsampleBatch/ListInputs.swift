import UpsampleBase
import UpsampleImages

/// What a folder holds for a batch. Names are relative to it.
package enum InputEntry: Sendable {
  /// A file that the batch would work on.
  case input(FilePath)
  /// A picture of a format that is not read.
  case foreign(FilePath, ForeignFormat)
  /// A link to a folder, which is not followed.
  case link(FilePath)
  /// A pipe, a socket or a device, which is not opened.
  case special(FilePath)
  /// What can't be read.
  case failed(FilePath, UpsampleError)
}

/// Calls `body` with each file that a batch would work on, and with what it would leave that
/// might be one. Nothing is written.
///
/// - Throws: ``UpsampleError/request(_:)`` when two files would become one output;
///   what `body` throws.
package func listInputs<Job>(
  _ request: BatchRequest<Job>,
  _ body: (InputEntry) throws(UpsampleError) -> Void
) throws(UpsampleError) {
  let walk = try request.checkedWalk()
  while let entry = walk.next() {
    guard request.concerns(entry) else { continue }
    switch entry {
    case .file(let name): if let entry = inputEntry(name, of: request) { try body(entry) }
    case .link(let name): try body(.link(name))
    case .special(let name): try body(.special(name))
    case .failed(let name, let error), .unreadableFolder(let name, let error):
      try body(.failed(name, error))
    case .folder, .temporary: break
    }
  }
}

/// What a regular file is for a batch; `nil` of one that is no picture, and not for its job.
private func inputEntry<Job>(_ name: FilePath, of request: BatchRequest<Job>) -> InputEntry? {
  do throws(UpsampleError) {
    let file = try InputFile(regular: request.input.appending(name))
    if try request.job.accepts(file) { return .input(name) }
    guard let format = try file.foreignFormat(), format.isPicture else { return nil }
    return .foreign(name, format)
  } catch {
    return .failed(name, error)
  }
}

/// Calls `body` with the relative name of each regular file in a folder and those within, and
/// of each link to one. What can't be read is passed over.
package func listFiles(
  in folder: FilePath, _ body: (FilePath) -> Void
) throws(UpsampleError) {
  let walk = try FolderWalk(folder)
  while let entry = walk.next() {
    if case .file(let name) = entry { body(name) }
  }
}
