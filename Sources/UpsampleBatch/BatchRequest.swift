import Glibc
import UpsampleBase

/// What a batch is asked for.
package struct BatchRequest<Job: FolderJob>: Sendable {
  /// The folder whose files are read.
  package var input: FilePath
  /// The folder to which outputs go, grouped as the files in the input; `nil` for a job
  /// that only tells.
  package var output: FilePath?
  /// What is done with each file.
  package var job: Job
  /// Whether a file, by its name relative to the input folder, belongs to this
  /// batch. Others are passed over and not counted.
  package var owns: @Sendable (FilePath) -> Bool = { _ in true }
  /// Opens what remembers the work in the output folder. If outputs are made, the
  /// folder is there by then.
  package var openJournal: (@Sendable (FilePath) throws(UpsampleError) -> any BatchJournal)?
  /// Called when all is found fit, before the first file.
  package var willBegin: (@Sendable () throws(UpsampleError) -> Void)?
  /// Whether no more files are to be begun.
  package var isStopped: @Sendable () -> Bool = { false }

  package init(_ input: FilePath, to output: FilePath?, _ job: Job) {
    self.input = input
    self.output = output
    self.job = job
  }

  /// The output folder, if it is there.
  var presentOutput: FileStatus.Identity? { output.flatMap { FileStatus(at: $0)?.identity } }

  /// Whether what a walk meets belongs to this batch. A folder that can't be read
  /// may hold files of any.
  func concerns(_ entry: WalkEntry) -> Bool {
    switch entry {
    case .file(let name), .link(let name), .special(let name), .failed(let name, _): owns(name)
    case .folder, .temporary, .unreadableFolder: true
    }
  }

  /// Begins a walk through the input folder, of which no two files may become one
  /// output.
  func checkedWalk() throws(UpsampleError) -> FolderWalk {
    try NameCollisions(in: input, job).check(excluding: presentOutput)
    return try FolderWalk(input, excluding: presentOutput)
  }

  /// Refuses folders of which one would be both read and written.
  ///
  /// An output folder within the input folder is passed over by the walk. An input
  /// folder within the output folder is fine unless outputs would come to lie in
  /// it.
  func checkFolders(_ inputIdentity: FileStatus.Identity) throws(UpsampleError) {
    guard let output, let status = FileStatus(at: output) else { return }
    guard status.kind == .folder else {
      throw .output("\(output)", .outputIsNoFolder)
    }
    if status.identity == inputIdentity {
      throw .output("\(output)", .outputIsInput)
    }
    try checkNesting(output)
  }

  /// Refuses an output folder above the input folder when the outputs of one of
  /// the input's folders would come to lie in the input folder.
  private func checkNesting(_ output: FilePath) throws(UpsampleError) {
    guard let outer = output.resolved, let inner = input.resolved,
      inner.bytes.starts(with: outer.appending(FilePath(bytes: [])).bytes)
    else { return }
    let way = FilePath(bytes: Array(inner.bytes.dropFirst(outer.bytes.count).drop { $0 == .slash }))
    let folder = input.appending(way)
    guard FileStatus(at: folder)?.kind == .folder else { return }
    throw .output("\(output)", .outputsReplaceInputs(of: folder))
  }
}

extension FilePath {
  /// The same path from the root, without links; `nil` when nothing is there.
  package var resolved: FilePath? {
    guard let path = withCString({ realpath($0, nil) }) else { return nil }
    defer { free(path) }
    return FilePath(cString: path)
  }
}

/// The number of files in a folder that a batch looks at, or `nil` when it was
/// stopped first or the folder can't be read.
package func countFiles<Job>(_ request: BatchRequest<Job>, isStopped: () -> Bool) -> Int? {
  guard let walk = try? FolderWalk(request.input, excluding: request.presentOutput) else {
    return nil
  }
  var count = 0
  while let entry = walk.next() {
    switch entry {
    case .folder, .temporary: if isStopped() { return nil }
    case .file, .link, .special, .failed, .unreadableFolder:
      count += request.concerns(entry) ? 1 : 0
    }
  }
  return count
}
