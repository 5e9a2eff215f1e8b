import UpsampleBase

/// Calls `body` with the relative name of each file that a batch would work on, and
/// with what can't be read. Nothing is written.
///
/// - Throws: ``UpsampleError/request(_:)`` when two files would become one output;
///   what `body` throws.
package func listInputs<Job>(
  _ request: BatchRequest<Job>,
  _ body: (Result<FilePath, UpsampleError>) throws(UpsampleError) -> Void
) throws(UpsampleError) {
  let walk = try request.checkedWalk()
  while let entry = walk.next() {
    guard request.concerns(entry) else { continue }
    switch entry {
    case .file(let name):
      let isInput: Bool
      do throws(UpsampleError) {
        isInput = try request.job.accepts(InputFile(regular: request.input.appending(name)))
      } catch {
        try body(.failure(error))
        continue
      }
      if isInput { try body(.success(name)) }
    case .failed(_, let error), .unreadableFolder(_, let error): try body(.failure(error))
    case .folder, .link, .special, .temporary: break
    }
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
