import Upsample
import UpsampleBatch

/// Changes goldens to what was compared with them, one file at a time.
///
/// A golden is replaced by a file that is whole and on the disk, or stays. What is to be approved
/// stands in a journal meanwhile, `.upsample/approval` in the folder of goldens, which is a list
/// as ``PictureList`` reads it. Nothing is written through links.
package final class Approver {
  private let job: ComparisonJob
  private let tree: OutputTree

  /// The name of the journal in the folder of what is known about a folder.
  private static let journalName = FilePath("approval")

  /// Opens the folders of a comparison.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` where one lies in the other, by which pictures of
  ///   one would be taken for those of the other.
  package init(_ job: ComparisonJob) throws(UpsampleError) {
    try checkLieApart(job.expected, job.actual)
    guard let actual = FileStatus(at: job.actual) else {
      throw .lastFailure(action: "open the folder", name: "\(job.actual)", side: .input)
    }
    self.job = job
    tree = try OutputTree(job.expected, input: actual.identity)
  }

  /// Does what a plan has, and calls `tell` with what was done of each step.
  ///
  /// - Throws: ``UpsampleError`` for a golden that can't be written, behind which nothing is
  ///   done; what `tell` throws.
  package func apply(
    _ steps: [ApprovalPlan.Step],
    _ tell: (ApprovalPlan.Step) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    try removeAbandoned(in: tree)
    try begin(steps)
    for step in steps { try tell(try done(step)) }
    try end()
  }

  /// Does a step; returns it, or why it was not done.
  private func done(_ step: ApprovalPlan.Step) throws(UpsampleError) -> ApprovalPlan.Step {
    switch step.action {
    case .refused: return step
    case .removed:
      guard try !job.isMade(step.name) else {
        return step.refused(because: "it was made meanwhile")
      }
      try remove(step.name)
    case .replaced, .added:
      guard try copy(step) else {
        return step.refused(because: "it was changed since it was compared")
      }
    }
    return step
  }

  /// Puts a picture under its golden's name, unless its bytes are others than those compared.
  private func copy(_ step: ApprovalPlan.Step) throws(UpsampleError) -> Bool {
    let file = try InputFile(regular: job.actual.appending(step.name))
    let output = try OutputFile(
      step.name.lastComponent, in: tree.folder(of: step.name), input: file)
    let digest = try SHA256(of: file) { piece throws(UpsampleError) in
      try output.write(Array(piece))
    }
    guard digest == step.digest else { return false }
    try output.commit()
    return true
  }

  /// Removes a golden, after those that are accepted beside it: without it they would be
  /// goldens of other pictures.
  private func remove(_ name: FilePath) throws(UpsampleError) {
    let folder = try tree.folder(of: name)
    for file in job.companions(of: name) + [name] { try folder.remove(file.lastComponent) }
  }

  private func begin(_ steps: [ApprovalPlan.Step]) throws(UpsampleError) {
    let approved = steps.filter { $0.action == .replaced || $0.action == .added }
    guard !approved.isEmpty else { return }
    let list = PictureList(approved.map { PictureList.Entry(digest: $0.digest, name: $0.name) })
    let output = try OutputFile(
      Self.journalName, in: OutputFolder(RunState.folderName, in: tree.root))
    try output.write(list.bytes)
    try output.commit()
  }

  /// Removes the journal, and its folder unless it holds what is known of a batch.
  private func end() throws(UpsampleError) {
    guard let folder = try OutputFolder(lookingAt: RunState.folderName, in: tree.root) else {
      return
    }
    try folder.remove(Self.journalName)
    try tree.root.removeEmptyFolder(RunState.folderName)
  }
}

/// Refuses folders of which one is the other or lies in it.
private func checkLieApart(_ one: FilePath, _ other: FilePath) throws(UpsampleError) {
  guard let first = one.resolved, let second = other.resolved else { return }
  let (a, b) = (first.appending(FilePath(bytes: [])), second.appending(FilePath(bytes: [])))
  guard a.bytes.starts(with: b.bytes) || b.bytes.starts(with: a.bytes) else { return }
  throw .request(
    RequestFault(
      subject: "--approve", fault: "of \(one) and \(other) one holds the other's pictures",
      remedy: "Name folders that lie apart."))
}
