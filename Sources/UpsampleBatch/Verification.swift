import UpsampleBase
import UpsampleImages

/// What is not as it should be in an output folder.
package struct VerificationFinding: Sendable {
  package enum Fault: Sendable {
    /// There is no output.
    case missing
    /// The output was not recorded as made from its input as it is now, with the
    /// options that were asked for.
    case madeOtherwise
    /// The output is not what was asked for, or it is damaged.
    case damaged(String)
    /// The input can't be read.
    case unreadable(UpsampleError)
    /// A temporary file that no process is writing any more. It does no harm.
    case leftOver
  }

  /// The input's name relative to the input folder; of what is left over, the file's
  /// relative to the output folder.
  package let name: FilePath
  /// The file concerned.
  package let path: FilePath
  package let fault: Fault
}

/// What was found in an output folder.
package struct VerificationSummary: Sendable {
  package var whole = 0
  package var missing = 0
  package var madeOtherwise = 0
  package var damaged = 0
  package var unreadable = 0
  package var leftOver = 0
  /// The pictures of formats that are not read.
  package var foreign: [ForeignFormat: Int] = [:]
  package var notPictures = 0
  /// Parts of the pictures that have to be run again: those that no process has
  /// reported the end of, and those that an output is missing of. Empty where the
  /// folder was not filled in parts.
  package var shards: Set<Int> = []

  /// Whether every picture has its output and every part its report.
  package var isComplete: Bool {
    missing + madeOtherwise + damaged + unreadable == 0 && shards.isEmpty
  }

  fileprivate mutating func count(_ fault: VerificationFinding.Fault) {
    switch fault {
    case .missing: missing += 1
    case .madeOtherwise: madeOtherwise += 1
    case .damaged: damaged += 1
    case .unreadable: unreadable += 1
    case .leftOver: leftOver += 1
    }
  }
}

/// Checks every output of a folder against its input, and changes nothing.
///
/// The memory taken is that of eight bytes for each output that was ever made, and
/// of what the job takes to look at an output for each thread.
///
/// - Parameters:
///   - request: The folders, and the job as outputs were asked for.
///   - shard: The part of the files that is looked at; `nil` for all of them.
///   - tell: Called for all that is not as it should be, by one thread at a time.
/// - Throws: ``UpsampleError/request(_:)`` when the folder was filled with other
///   options, two files would become one output, or there is no output
///   folder; what `tell` throws.
package func verifyBatch<Job>(
  _ request: BatchRequest<Job>, shard: Shard?, _ depth: VerificationDepth,
  tell: @escaping (VerificationFinding) throws(UpsampleError) -> Void
) throws(UpsampleError) -> VerificationSummary {
  guard let output = request.output else { throw .noOutputFolder }
  let options = request.job.record
  let state = try StateFolder(lookingInto: output)
  let record = try state.flatMap { (state) throws(UpsampleError) in
    try RunRecord(in: state, of: output, with: options)
  }
  var summary = VerificationSummary()
  func tellOf(_ name: FilePath, _ path: FilePath, _ fault: VerificationFinding.Fault)
    throws(UpsampleError)
  {
    summary.count(fault)
    try tell(VerificationFinding(name: name, path: path, fault: fault))
  }
  let walk = try request.checkedWalk()
  let check = try OutputCheck(request, in: output, shard: shard, depth)
  try PipelinedWork<WalkEntry, (FilePath, OutputCheck<Job>.Verdict), UpsampleError>(
    take: { () throws(UpsampleError) in
      while let entry = walk.next() {
        guard request.concerns(entry) else { continue }
        switch entry {
        case .file, .failed, .unreadableFolder: return entry
        case .folder, .link, .special, .temporary: continue
        }
      }
      return nil
    },
    work: check.verdict,
    deliver: { (item) throws(UpsampleError) in
      let (name, verdict) = item
      switch verdict {
      case .left(let format?) where format.isPicture:
        summary.foreign[format, default: 0] += 1
      case .left: summary.notPictures += 1
      case .whole: summary.whole += 1
      case .unreadableFolder(let path, let error):
        if let count = record?.shards {
          summary.shards.formUnion(shard.map { $0.index..<($0.index + 1) } ?? 0..<count)
        }
        try tellOf(name, path, .unreadable(error))
      case .faulty(let path, let fault):
        if let count = record?.shards { summary.shards.insert(Shard.index(of: name, among: count)) }
        try tellOf(name, path, fault)
      }
    }
  ).run(jobs: request.job.threads)
  for name in try leftOverFiles(in: output) where shard == nil {
    try tellOf(name, output.appending(name), .leftOver)
  }
  if let record, let state { summary.shards.formUnion(try record.missing(shard, in: state)) }
  return summary
}

extension RunRecord {
  /// The record of the run that filled an output folder; `nil` when there is none.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when that had other options.
  fileprivate init?(
    in state: StateFolder, of output: FilePath, with options: OptionsRecord
  ) throws(UpsampleError) {
    try self.init(in: state)
    let own = RunRecord(options, shards: nil)
    guard own.options == self.options else {
      throw .request(
        RequestFault(
          subject: "`verify`",
          BatchFault.filledWithOtherOptions(
            output, own.options.differences(from: self.options))))
    }
  }

  /// The parts without a report, all of them or one.
  fileprivate func missing(_ shard: Shard?, in state: StateFolder) throws(UpsampleError) -> [Int] {
    guard let shards else { return [] }
    let reports = try ShardReport.folder(in: state)
    if try ShardReport.isThere(nil, of: shards, in: reports, options) { return [] }
    var missing: [Int] = []
    for index in shard.map({ $0.index..<($0.index + 1) }) ?? 0..<shards {
      let isThere = try ShardReport.isThere(index, of: shards, in: reports, options)
      if !isThere { missing.append(index) }
    }
    return missing
  }
}

/// Temporary files below a folder that no process is writing.
private func leftOverFiles(in folder: FilePath) throws(UpsampleError) -> [FilePath] {
  guard FileStatus(at: folder) != nil else { return [] }
  let walk = try FolderWalk(folder)
  var names: [FilePath] = []
  while let entry = walk.next() {
    if case .temporary(let name) = entry, TemporaryFile.isAbandoned(folder.appending(name)) {
      names.append(name)
    }
  }
  return names
}
