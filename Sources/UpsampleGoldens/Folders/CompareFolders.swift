import Glibc
import Upsample
import UpsampleBase
import UpsampleBatch
import UpsampleImages

/// Compares the pictures of two folders by their names.
///
/// - Parameters:
///   - willBegin: Called with what is asked for, before the first picture.
///   - wording: An error as one line.
///   - progress: Called as the work goes on, by several threads at once.
///   - didFinish: Called after each file of the folder of goldens.
///   - body: Called with what is said of each picture, by one thread at a time.
/// - Returns: What the folders hold beside.
/// - Throws: ``UpsampleError`` when a folder can't be opened, or the system keeps the work from
///   going on. A picture that can't be read is told of, not thrown.
@discardableResult
package func compareFolders(
  _ job: ComparisonJob, willBegin: (@Sendable (BatchRequest<ComparisonJob>) -> Void)? = nil,
  wording: @escaping (UpsampleError) -> String, progress: BatchProgressHandler? = nil,
  didFinish: @escaping () -> Void = {}, _ body: @escaping (Verdict) -> Void
) throws(UpsampleError) -> Surroundings {
  var request = BatchRequest(job.expected, to: nil, job)
  request.willBegin = { [request] in willBegin?(request) }
  var surroundings = Surroundings(of: job)
  let fail = { (error: UpsampleError, name: FilePath) in
    body(Verdict(.error, name, reasons: [wording(error)]))
  }
  let summary = try runBatch(request, progress: progress) { result in
    defer { didFinish() }
    switch result.outcome {
    case .made(let finding, _), .planned(let finding): finding.verdict.map(body)
    case .failed(let error, _): fail(error, result.name)
    case .link, .special:
      if result.name.isNamedAsPicture { fail(.noPicture(result.input), result.name) }
      if case .link = result.outcome { surroundings.links.expected.append(result.name) }
    case .skipped, .foreign, .notPicture: break
    }
  }
  if let cause = summary.cause { throw cause }
  surroundings.foreign = summary.foreign
  try listInputs(BatchRequest(job.actual, to: nil, job)) { entry in
    do throws(UpsampleError) {
      if let verdict = try job.verdict(onRest: entry, &surroundings) { body(verdict) }
    } catch {
      fail(error, entry.name)
    }
  }
  return surroundings
}

/// What the folder of goldens has under the name of a file of the other folder.
private enum Counterpart {
  /// Nothing.
  case none
  /// A golden, or what was told of already.
  case told
  /// A file that is no picture.
  case file
  /// A folder, or something else that is no file.
  case other
}

extension ComparisonJob {
  /// What is said of a file that no golden was compared with; `nil` where nothing is.
  fileprivate func verdict(
    onRest entry: InputEntry, _ surroundings: inout Surroundings
  ) throws(UpsampleError) -> Verdict? {
    let name = entry.name
    let counterpart = counterpart(of: name, besides: surroundings.links.expected)
    switch (entry, counterpart) {
    case (.input, .none), (.input, .file): return try verdict(onNew: name)
    case (.input, .other): throw .noPicture(expected.appending(name))
    case (.input, .told): if isMask(name) { surroundings.masks.append(name) }
    case (.foreign(_, let format), .none): surroundings.foreign[format, default: 0] += 1
    case (.link, .none) where name.isNamedAsPicture: throw .noPicture(actual.appending(name))
    case (.link, .told) where name.isNamedAsPicture: break
    case (.link, _): surroundings.links.actual.append(name)
    case (.special, .none), (.special, .file), (.special, .other):
      if name.isNamedAsPicture { throw .noPicture(actual.appending(name)) }
    case (.failed(_, let error), .none), (.failed(_, let error), .file),
      (.failed(_, let error), .other):
      throw error
    case (.foreign, _), (.special, .told), (.failed, .told): break
    }
    return nil
  }

  /// - Parameter links: Links to folders among the goldens, which are not followed.
  private func counterpart(of name: FilePath, besides links: [FilePath]) -> Counterpart {
    if links.contains(where: { name.bytes.starts(with: $0.bytes + [.slash]) }) { return .none }
    let golden = expected.appending(name)
    guard let status = FileStatus(at: golden) else {
      // A link that leads nowhere was told of, and so was a folder that can't be read.
      let isAbsent =
        FileStatus(of: golden, in: AT_FDCWD) == nil && [ENOENT, ENOTDIR].contains(errno)
      return isAbsent ? .none : .told
    }
    switch status.kind {
    case .regular:
      guard let isCompared = try? accepts(InputFile(regular: golden)) else { return .told }
      return isCompared ? .told : .file
    case .folder: return links.contains(name) && name.isNamedAsPicture ? .told : .other
    case .link, .stream, .other: return name.isNamedAsPicture ? .told : .other
    }
  }
}

extension InputEntry {
  fileprivate var name: FilePath {
    switch self {
    case .input(let name), .foreign(let name, _), .link(let name), .special(let name),
      .failed(let name, _):
      name
    }
  }
}

extension UpsampleError {
  /// That something has a picture's name and is no file.
  fileprivate static func noPicture(_ path: FilePath) -> UpsampleError {
    .file(FileDefect(name: "\(path)", defect: "is named as a picture and is no file"))
  }
}
