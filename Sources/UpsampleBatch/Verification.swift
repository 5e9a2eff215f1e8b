import UpsampleBase
import UpsampleImages

/// How closely outputs are looked at.
package enum VerificationDepth: Sendable {
  /// Their headers are read.
  case headers
  /// They are decoded from the first row to the last.
  case pixels
}

/// What is not as it should be in an output folder.
package struct VerificationFinding: Sendable {
  package enum Fault: Sendable {
    /// There is no output.
    case missing
    /// The output was not recorded as made from its input as it is now, with the
    /// options that were asked for.
    case madeOtherwise
    /// The output is not the picture that was asked for, or it is damaged.
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
/// of a few rows for each thread, but for pictures that are decoded as a whole.
///
/// - Parameters:
///   - request: The folders, and the options as outputs were asked for.
///   - shard: The part of the pictures that is looked at; `nil` for all of them.
///   - tell: Called for all that is not as it should be, by one thread at a time.
/// - Throws: ``UpsampleError/request(_:)`` when the folder was filled with other
///   options, or two pictures would become one output; what `tell` throws.
package func verifyFolder(
  _ request: BatchRequest, shard: Shard?, _ depth: VerificationDepth,
  tell: @escaping (VerificationFinding) throws(UpsampleError) -> Void
) throws(UpsampleError) -> VerificationSummary {
  let state = try StateFolder(lookingInto: request.output)
  let record = try state.flatMap(request.recordOfRun)
  var summary = VerificationSummary()
  func tellOf(_ name: FilePath, _ path: FilePath, _ fault: VerificationFinding.Fault)
    throws(UpsampleError)
  {
    summary.count(fault)
    try tell(VerificationFinding(name: name, path: path, fault: fault))
  }
  let walk = try request.checkedWalk()
  let check = try OutputCheck(request, shard: shard, depth)
  try PipelinedWork<WalkEntry, (FilePath, OutputCheck.Verdict), UpsampleError>(
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
  ).run(jobs: request.options.jobs)
  for name in try leftOverFiles(in: request.output) where shard == nil {
    try tellOf(name, request.output.appending(name), .leftOver)
  }
  if let record, let state { summary.shards.formUnion(try record.missing(shard, in: state)) }
  return summary
}

extension BatchRequest {
  /// The record of the run that filled the output folder.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when that had other options.
  fileprivate func recordOfRun(_ state: StateFolder) throws(UpsampleError) -> RunRecord? {
    guard let record = try RunRecord(in: state) else { return nil }
    let own = RunRecord(options, shards: nil)
    guard own.options == record.options else {
      throw .request(
        RequestFault(
          subject: "`verify`",
          fault: "\(output) was filled with other options: \(own.differences(from: record))",
          remedy: "Give the options of that run."))
    }
    return record
  }
}

extension RunRecord {
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
