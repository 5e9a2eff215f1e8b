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
  let summary = try runBatch(request, progress: progress) { result in
    defer { didFinish() }
    switch result.outcome {
    case .made(let finding, _), .planned(let finding): finding.verdict.map(body)
    case .failed(let error, _): body(Verdict(.error, result.name, reasons: [wording(error)]))
    case .skipped, .foreign, .notPicture, .link, .special: break
    }
  }
  if let cause = summary.cause { throw cause }
  try listNewPictures(job) { entry in
    switch entry {
    case .success(let verdict): body(verdict)
    case .failure(let error): body(Verdict(.error, job.actual, reasons: [wording(error)]))
    }
  }
}

/// Calls `body` with a verdict on each picture to which no golden of its name corresponds, and
/// with what can't be read.
private func listNewPictures(
  _ job: ComparisonJob, _ body: (Result<Verdict, UpsampleError>) -> Void
) throws(UpsampleError) {
  try listInputs(BatchRequest(job.actual, to: nil, job)) { entry in
    let name: FilePath
    switch entry {
    case .success(let file): name = file
    case .failure(let error): return body(.failure(error))
    }
    let golden = job.expected.appending(name)
    if FileStatus(of: golden, in: AT_FDCWD) != nil {
      // A golden that is there and can't be read was told of already.
      let isCompared = try? job.accepts(InputFile(regular: golden))
      if isCompared != false { return }
    }
    do throws(UpsampleError) {
      body(.success(try job.verdict(onNew: name)))
    } catch {
      body(.failure(error))
    }
  }
}
