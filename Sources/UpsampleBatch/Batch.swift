import Glibc
import UpsampleBase

/// Makes the pictures of a folder, and of all folders within, larger.
///
/// Several files are worked on side by side; threads that no file waits for are
/// lent to the pictures that are being made. The memory taken is that of a strip
/// for each thread, and of those pictures that are held whole, which wait for one
/// another beyond 2 GiB. It does not grow with the number of files.
///
/// - Parameters:
///   - request: The folders and the options.
///   - action: Whether outputs are made, or it is only found out what that takes.
///   - progress: Called after each strip and each file, by several threads at once.
///   - tell: Called for each file, by one thread at a time.
/// - Returns: What became of all files.
/// - Throws: ``UpsampleError`` when no work was begun: the options fit no picture, the
///   folders don't do, or two inputs would become one output. A file that fails is told
///   of, not thrown.
package func upsampleFolder(
  _ request: BatchRequest, _ action: BatchAction = .make,
  progress: BatchProgressHandler? = nil,
  tell: @escaping (BatchResult) throws(UpsampleError) -> Void
) throws(UpsampleError) -> BatchSummary {
  try request.options.resampling.checkFitsSomePicture()
  let input = try FolderWalk(request.input).identity
  try request.checkFolders(input)
  let present = FileStatus(at: request.output)?.identity
  try NameCollisions(in: request.input, OutputNaming(request.options.format))
    .check(excluding: present)
  var tree: OutputTree?
  if action == .make {
    tree = try OutputTree(request.output, input: input)
  }
  let journal = try request.openJournal?(request.output)
  raiseFileLimit()
  try request.willBegin?()
  let walk = try FolderWalk(request.input, excluding: tree?.root.identity ?? present)
  let maker = BatchMaker(request, tree: tree, journal: journal, progress: progress)
  return Batch(request, walk, maker, tell).run()
}

/// Receives the pixels that were written since the last time, and the share of a
/// file's work that this is. The shares of a file sum to 1.
package typealias BatchProgressHandler = @Sendable (_ pixels: Int, _ share: Double) -> Void

/// What a batch does with pictures.
package enum BatchAction: Sendable {
  /// Makes them larger.
  case make
  /// Reads their headers and tells what making them larger takes.
  case plan
}

/// A batch at work: files of a walk, side by side until there are no more.
private final class Batch: @unchecked Sendable {
  private let request: BatchRequest
  private let maker: BatchMaker
  private let isFailed = Guarded(false)
  // Each of these is used by one thread at a time: the first two to take a file, the
  // others to finish one.
  private let walk: FolderWalk
  private var suspects: [FilePath] = []
  private let tell: (BatchResult) throws(UpsampleError) -> Void
  private var summary = BatchSummary()

  init(
    _ request: BatchRequest, _ walk: FolderWalk, _ maker: BatchMaker,
    _ tell: @escaping (BatchResult) throws(UpsampleError) -> Void
  ) {
    self.request = request
    self.walk = walk
    self.maker = maker
    self.tell = tell
  }

  func run() -> BatchSummary {
    PipelinedWork<WalkEntry, BatchResult, Never>(
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

  private func result(of entry: WalkEntry) -> BatchResult {
    switch entry {
    case .file(let name), .folder(let name), .temporary(let name): maker.result(of: name)
    case .link(let name): maker.result(of: name, .link)
    case .special(let name): maker.result(of: name, .special)
    case .failed(let name, let error), .unreadableFolder(let name, let error):
      maker.result(of: name, .failed(error, isNews: true))
    }
  }

  private func finish(_ result: BatchResult) {
    var result = result
    if case .failed(let error, _) = result.outcome, error.concernsAll {
      result.outcome = .failed(error, isNews: summary.cause == nil)
      summary.cause = summary.cause ?? error
    }
    summary.count(result.outcome)
    do throws(UpsampleError) {
      try tell(result)
    } catch {
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
