import Glibc
import UpsampleBase

/// Does a job on the files of a folder, and of all folders within.
///
/// Several files are worked on side by side; threads that no file waits for are
/// lent to the files at work. The memory taken is what the job sets aside of the
/// budget for them, where files wait for one another beyond 2 GiB. It does not grow
/// with the number of files.
///
/// - Parameters:
///   - request: The folders and the job.
///   - action: Whether the work is done, or it is only found out what it takes.
///   - progress: Called as the work on a file goes on, by several threads at once.
///   - tell: Called for each file, by one thread at a time.
/// - Returns: What became of all files.
/// - Throws: ``UpsampleError`` when no work was begun: the job fits no file, the
///   folders don't do, or two inputs would become one output. A file that fails is told
///   of, not thrown.
package func runBatch<Job: FolderJob>(
  _ request: BatchRequest<Job>, _ action: BatchAction = .make,
  progress: BatchProgressHandler? = nil,
  tell: @escaping (BatchResult<Job>) throws(UpsampleError) -> Void
) throws(UpsampleError) -> BatchSummary {
  try request.job.check()
  let input = try FolderWalk(request.input).identity
  try request.checkFolders(input)
  let present = request.presentOutput
  try NameCollisions(in: request.input, request.job).check(excluding: present)
  var tree: OutputTree?
  if action == .make, let output = request.output {
    tree = try OutputTree(output, input: input)
  }
  var journal: (any BatchJournal)?
  if let output = request.output { journal = try request.openJournal?(output) }
  raiseFileLimit()
  try request.willBegin?()
  let walk = try FolderWalk(request.input, excluding: tree?.root.identity ?? present)
  let maker = BatchMaker(request, action, tree: tree, journal: journal, progress: progress)
  return Batch(request, walk, maker, tell).run()
}

/// Receives the pixels that were written since the last time, and the share of a
/// file's work that this is. The shares of a file sum to 1.
package typealias BatchProgressHandler = @Sendable (_ pixels: Int, _ share: Double) -> Void

/// What a batch does with files.
package enum BatchAction: Sendable {
  /// The work on them.
  case make
  /// Finds out what that would do and take, and writes nothing.
  case plan
}

/// A batch at work: files of a walk, side by side until there are no more.
private final class Batch<Job: FolderJob>: @unchecked Sendable {
  private let request: BatchRequest<Job>
  private let maker: BatchMaker<Job>
  private let isFailed = Guarded(false)
  // Each of these is used by one thread at a time: the first two to take a file, the
  // others to finish one.
  private let walk: FolderWalk
  private var suspects: [FilePath] = []
  private let tell: (BatchResult<Job>) throws(UpsampleError) -> Void
  private var summary = BatchSummary()

  init(
    _ request: BatchRequest<Job>, _ walk: FolderWalk, _ maker: BatchMaker<Job>,
    _ tell: @escaping (BatchResult<Job>) throws(UpsampleError) -> Void
  ) {
    self.request = request
    self.walk = walk
    self.maker = maker
    self.tell = tell
  }

  func run() -> BatchSummary {
    PipelinedWork<WalkEntry, BatchResult<Job>, Never>(
      delivery: .asDone, take: nextEntry, work: result, deliver: finish
    ).run(Lending(waitingWorkers: maker.filesAtOnce))
    for name in suspects where !isAtEnd { finish(maker.result(of: name)) }
    summary.isStopped = request.isStopped() && summary.cause == nil
    return summary
  }

  /// Whether no more files are begun.
  private var isAtEnd: Bool { isFailed.withLock { $0 } || request.isStopped() }

  private func nextEntry() -> WalkEntry? {
    while !isAtEnd, let entry = walk.next() {
      guard request.concerns(entry) else { continue }
      switch entry {
      case .folder, .temporary: continue
      case .file(let name) where maker.isSuspect(name): suspects.append(name)
      case .file, .link, .special, .failed, .unreadableFolder: return entry
      }
    }
    return nil
  }

  private func result(of entry: WalkEntry) -> BatchResult<Job> {
    switch entry {
    case .file(let name), .folder(let name), .temporary(let name): maker.result(of: name)
    case .link(let name): maker.result(of: name, .link)
    case .special(let name): maker.result(of: name, .special)
    case .failed(let name, let error), .unreadableFolder(let name, let error):
      maker.result(of: name, .failed(error, isNews: true))
    }
  }

  private func finish(_ result: BatchResult<Job>) {
    var result = result
    if case .failed(let error, _) = result.outcome, error.concernsAll {
      result.outcome = .failed(error, isNews: summary.cause == nil)
      summary.cause = summary.cause ?? error
    }
    summary.count(result.outcome)
    do throws(UpsampleError) {
      try tell(result)
    } catch {
      summary.silence = summary.silence ?? error
      summary.cause = summary.cause ?? error
    }
    if summary.cause != nil { isFailed.withLock { $0 = true } }
  }
}

extension UpsampleError {
  /// Whether the next files would fail for the same reason: the disk is full or
  /// can't be written, or the process may open no more files.
  fileprivate var concernsAll: Bool {
    guard case .system(let failure) = self else { return false }
    switch failure.code {
    case ENOSPC, EDQUOT, EROFS, EIO: return failure.side == .output
    case EMFILE, ENFILE: return true
    default: return false
    }
  }
}

/// Lets the process open as many files as the system lets it.
private func raiseFileLimit() {
  var limit = rlimit()
  let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  guard getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
  limit.rlim_cur = limit.rlim_max
  setrlimit(files, &limit)
}
