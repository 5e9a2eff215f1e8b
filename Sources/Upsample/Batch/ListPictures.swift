/// Calls `body` with the relative name of each picture that a batch would make, and
/// with what can't be read.
///
/// Pictures are known by their first bytes. Nothing is written.
package func listPictures(
  _ request: BatchRequest, _ body: (Result<FilePath, UpsampleError>) throws(UpsampleError) -> Void
) throws(UpsampleError) {
  let walk = try FolderWalk(request.input, excluding: FileStatus(at: request.output)?.identity)
  while let entry = walk.next() {
    switch entry {
    case .file(let name) where request.owns(name):
      let isPicture: Bool
      do throws(UpsampleError) {
        isPicture = try InputFile(regular: request.input.appending(name)).format() != nil
      } catch {
        try body(.failure(error))
        continue
      }
      if isPicture { try body(.success(name)) }
    case .failed(_, let error): try body(.failure(error))
    case .file, .folder, .link, .special, .temporary: break
    }
  }
}
