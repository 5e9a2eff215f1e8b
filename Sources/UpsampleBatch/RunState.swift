import Glibc
import UpsampleBase

/// What the processes that fill an output folder know of each other's work: the
/// files in its folder `.upsample`.
///
/// There are no locks, and no process writes to another one's files. `run.json`
/// says what all of them make; each has a journal of its own, in which a line
/// stands before an output gets its name. At whatever moment a process ends, an
/// output is either told of or not there.
package final class RunState: BatchJournal {
  private let options: UInt64
  private let history: JournalHistory
  /// Where the work is told of; `nil` when it is only looked at.
  private let journal: JournalFile?

  /// The name of the folder.
  package static let folderName = FilePath(".upsample")

  /// How many processes in a row a picture may crash.
  private static let mostCrashes = 3

  /// Joins the work on an output folder.
  ///
  /// - Parameters:
  ///   - output: The output folder. To write, it is there.
  ///   - job: That of this process.
  ///   - shard: The part of the pictures that this process makes; `nil` for all.
  ///   - use: What for. Journals of earlier processes are read to look at them, and
  ///     to make pictures with ``ExistingPolicy/skip``.
  ///   - isStopped: Whether journals are not to be read on, since nothing will be
  ///     made.
  /// - Throws: ``UpsampleError/request(_:)`` when a part is asked for, but the
  ///   folder is being filled with other options or in other parts.
  package init(
    in output: FilePath, of job: some FolderJob, shard: Shard?,
    for use: OutputFolder.Use = .making,
    isStopped: () -> Bool = { false }
  ) throws(UpsampleError) {
    let record = RunRecord(job.record, shards: shard?.count)
    let journals: StateFolder?
    switch use {
    case .making:
      let folder = try StateFolder(in: output)
      let made = try folder.folder(Self.journalsName)
      try record.settle(in: folder)
      journal = JournalFile(in: made, for: shard)
      journals = job.existing == .skip ? made : nil
    case .looking:
      let folder = try StateFolder(lookingInto: output)
      if let folder, let other = try RunRecord(in: folder) {
        try record.checkFits(other, in: folder)
      }
      journal = nil
      journals = try folder?.folder(lookingAt: Self.journalsName)
    }
    self.options = record.options.digest
    history =
      if let journals {
        try JournalHistory(
          of: journalNames(in: journals, concerning: shard), in: journals, options: self.options,
          isStopped: isStopped)
      } else {
        JournalHistory()
      }
  }

  private static let journalsName = FilePath("journal")

  /// Checks that a part is one of those into which the pictures of an output folder
  /// are being divided, if the folder knows of any.
  package static func check(_ shard: Shard, of output: FilePath) throws(UpsampleError) {
    guard let folder = try StateFolder(lookingInto: output) else { return }
    try RunRecord(in: folder)?.checkParts(shard.count, in: folder)
  }

  /// The number of parts into which the pictures of an output folder are being
  /// divided, if the folder knows of any.
  package static func shards(in output: FilePath) throws(UpsampleError) -> Int? {
    try StateFolder(lookingInto: output).flatMap(RunRecord.init(in:))?.shards
  }

  private func subject(_ name: FilePath, _ input: FileStatus) -> JournalSubject {
    JournalSubject(name, from: input, options: options)
  }

  package func isMade(
    _ name: FilePath, from input: FileStatus, as output: FileStatus
  ) -> Bool {
    history.tells(.made(subject(name, input), as: output), of: name)
  }

  package func isSuspect(_ name: FilePath) -> Bool { history.suspects(name) }

  package func mayHaveLeftOver(_ name: FilePath) -> Bool { history.mayHaveLeftOver(name) }

  package func begin(_ name: FilePath, from input: FileStatus) throws(UpsampleError) {
    let subject = subject(name, input)
    let crashes = history.crashes(of: name, subject)
    guard crashes < Self.mostCrashes else {
      throw .file(
        FileDefect(
          name: name.description,
          defect: "is passed over: \(crashes) processes crashed while they made it",
          remedy: "Please report it. Without the folder .upsample/journal it is tried again."))
    }
    try journal?.write(.begun(subject))
  }

  package func willAppear(
    _ name: FilePath, from input: FileStatus, as output: FileStatus
  ) throws(UpsampleError) {
    try journal?.write(.made(subject(name, input), as: output))
  }

  package func end(_ name: FilePath, isMade: Bool) {
    // Without the line the picture is only made later than others next time.
    try? journal?.write(isMade ? .ended(name) : .failed(name))
  }
}

extension RunRecord {
  /// Makes sure that the folder's record is this one.
  ///
  /// The first process to come writes it. A process that makes all pictures
  /// replaces the record of other options; one that makes a part of them does
  /// not, because others may be at work.
  func settle(in folder: StateFolder) throws(UpsampleError) {
    defer { folder.removeAbandoned(RunRecord.name) }
    guard let other = try RunRecord(in: folder) else {
      do throws(UpsampleError) {
        return try write(in: folder, existing: .fail)
      } catch {
        // Another process may have been quicker.
        guard let other = try RunRecord(in: folder) else { throw error }
        return try settle(in: folder, with: other)
      }
    }
    try settle(in: folder, with: other)
  }

  private func settle(in folder: StateFolder, with other: RunRecord) throws(UpsampleError) {
    try checkFits(other, in: folder)
    if options != other.options || other.shards == nil && shards != nil {
      try write(in: folder, existing: .replace)
    }
  }

  /// Refuses a part of a run that has other options or other parts.
  func checkFits(_ other: RunRecord, in folder: StateFolder) throws(UpsampleError) {
    guard let shards else { return }
    if options != other.options {
      throw .shard(
        .otherOptions(options.differences(from: other.options), record: folder.runRecord))
    }
    try other.checkParts(shards, in: folder)
  }

  /// Refuses another number of parts than that of the run.
  func checkParts(_ count: Int, in folder: StateFolder) throws(UpsampleError) {
    if let shards, shards != count {
      throw .shard(.otherParts(shards, asked: count, record: folder.runRecord))
    }
  }
}

extension StateFolder {
  /// The file of the run's record.
  fileprivate var runRecord: FilePath { path.appending(RunRecord.name) }
}

/// The names of the journals that may tell of pictures of the shard, the oldest first.
private func journalNames(
  in folder: StateFolder, concerning shard: Shard?
) throws(UpsampleError) -> [FilePath] {
  try folder.names().compactMap(JournalName.init)
    .filter { $0.concerns(shard) }
    .map(\.path)
    .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
}
