import Glibc
import Upsample
import UpsampleBatch

/// Compares the pictures of two folders by their names.
///
/// - Parameters:
///   - willBegin: Called with what is asked for, before the first picture.
///   - wording: An error as one line.
///   - progress: Called as the work goes on, by several threads at once.
///   - didFinish: Called after each file of the folder of goldens.
///   - body: Called with what is said of each picture, by one thread at a time.
/// - Throws: ``UpsampleError`` when a folder can't be opened, or the system keeps the work from
///   going on. A picture that can't be read is told of, not thrown.
package func compareFolders(
  _ job: ComparisonJob, willBegin: (@Sendable (BatchRequest<ComparisonJob>) -> Void)? = nil,
  wording: @escaping (UpsampleError) -> String, progress: BatchProgressHandler? = nil,
  didFinish: @escaping () -> Void = {}, _ body: @escaping (Verdict) -> Void
) throws(UpsampleError) {
  var request = BatchRequest(job.expected, to: nil, job)
  request.willBegin = { [request] in willBegin?(request) }
  var links: [FilePath] = []
  let summary = try runBatch(request, progress: progress) { result in
    defer { didFinish() }
    switch result.outcome {
    case .made(let finding, _), .planned(let finding): finding.verdict.map(body)
    case .failed(let error, _): body(Verdict(.error, result.name, reasons: [wording(error)]))
    case .link: links.append(result.name)
    case .skipped, .foreign, .notPicture, .special: break
    }
  }
  if let cause = summary.cause { throw cause }
  try listInputs(BatchRequest(job.actual, to: nil, job)) { entry in
    switch entry {
    case .success(let name):
      guard job.isNew(name, besides: links) else { return }
      do throws(UpsampleError) {
        body(try job.verdict(onNew: name))
      } catch {
        body(Verdict(.error, name, reasons: [wording(error)]))
      }
    case .failure(let error): body(Verdict(.error, job.actual, reasons: [wording(error)]))
    }
  }
}

extension ComparisonJob {
  /// Whether no golden was compared with a picture.
  ///
  /// - Parameter links: Links to folders in that of the goldens, which are not followed.
  fileprivate func isNew(_ name: FilePath, besides links: [FilePath]) -> Bool {
    if links.contains(where: { name.bytes.starts(with: $0.bytes + [.slash]) }) { return true }
    let golden = expected.appending(name)
    guard FileStatus(of: golden, in: AT_FDCWD) != nil else { return true }
    // A golden that is there and can't be read was told of already.
    let isCompared = try? accepts(InputFile(regular: golden))
    return isCompared == false
  }
}
