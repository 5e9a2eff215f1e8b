import UpsampleBase
import UpsampleImages

/// Calls `body` with the relative name of each picture that a batch would make, and
/// with what can't be read.
///
/// Pictures are known by their first bytes. Nothing is written.
///
/// - Throws: ``UpsampleError/request(_:)`` when two pictures would become one output;
///   what `body` throws.
package func listPictures(
  _ request: BatchRequest, _ body: (Result<FilePath, UpsampleError>) throws(UpsampleError) -> Void
) throws(UpsampleError) {
  let walk = try request.checkedWalk()
  while let entry = walk.next() {
    guard request.concerns(entry) else { continue }
    switch entry {
    case .file(let name):
      let isPicture: Bool
      do throws(UpsampleError) {
        isPicture = try InputFile(regular: request.input.appending(name)).format() != nil
      } catch {
        try body(.failure(error))
        continue
      }
      if isPicture { try body(.success(name)) }
    case .failed(_, let error), .unreadableFolder(_, let error): try body(.failure(error))
    case .folder, .link, .special, .temporary: break
    }
  }
}
