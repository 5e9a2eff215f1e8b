import Glibc
import Upsample
import UpsampleBatch

/// Changes goldens to what was compared with them, one file at a time.
///
/// A golden is replaced by a file that is whole and on the disk, or stays. What is to be approved
/// stands in a journal meanwhile, `.upsample/approval` in the folder of goldens, which is a list
/// as ``PictureList`` reads it. Nothing is written through links.
package final class Approver {
  /// What is done with steps.
  package enum Action: Sendable {
    case approve
    /// They are looked at, and nothing is written.
    case plan
  }

  private let job: ComparisonJob
  private let tree: OutputTree
  /// The goldens that were removed.
  private var removed: Set<FilePath> = []

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

  /// Does what a plan has, or finds what would be done, and calls `tell` with what became of
  /// each step.
  ///
  /// - Throws: ``UpsampleError`` for a golden that can't be written, behind which nothing is
  ///   done; what `tell` throws.
  package func apply(
    _ steps: [ApprovalPlan.Step], _ action: Action = .approve,
    _ tell: (ApprovalPlan.Step) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    if action == .approve {
      try removeAbandoned(in: tree)
      try begin(steps)
    }
    for step in steps { try tell(try done(step, action)) }
    if action == .approve { try end() }
  }

  /// Does a step; returns it, or why it was not done.
  private func done(
    _ step: ApprovalPlan.Step, _ action: Action
  ) throws(UpsampleError) -> ApprovalPlan.Step {
    if step.action == .refused { return step }
    if let obstacle = obstacle(above: step.name) { return step.refused(because: obstacle) }
    switch step.action {
    case .refused: return step
    case .removed:
      guard try !job.isMade(step.name) else {
        return step.refused(because: "it was made meanwhile")
      }
      let companions = job.companions(of: step.name, besides: removed)
      if action == .approve { try remove(companions + [step.name]) }
      removed.formUnion(companions + [step.name])
      return step.removing(companions)
    case .replaced, .added:
      if action == .approve, try !copy(step) {
        return step.refused(because: "it was changed since it was compared")
      }
      return step
    }
  }

  /// Why no golden of a name can be written: one of the folders that it lies in is none.
  private func obstacle(above name: FilePath) -> String? {
    let parts = name.bytes.split(separator: .slash).dropLast()
    for count in 1..<(parts.count + 1) {
      let folder = job.expected.appending(
        FilePath(bytes: Array(parts.prefix(count).joined(separator: [.slash]))))
      guard let kind = FileStatus(of: folder, in: AT_FDCWD)?.kind else { return nil }
      if kind == .link { return "\(folder) is a link, which may lead out of \(job.expected)" }
      if kind != .folder { return "\(folder) is no folder" }
    }
    return nil
  }

  /// Puts a picture under its golden's name, unless its bytes are others than those compared.
  private func copy(_ step: ApprovalPlan.Step) throws(UpsampleError) -> Bool {
    let file = try InputFile(regular: job.actual.appending(step.name))
    let output = try OutputFile(
      step.name.lastComponent, in: tree.folder(of: step.name), inputs: [file])
    let digest = try SHA256(of: file) { piece throws(UpsampleError) in
      try output.write(Array(piece))
    }
    guard digest == step.digest else { return false }
    try output.commit()
    return true
  }

  /// Removes the files that go with a golden, and at last the golden: without it those that are
  /// accepted beside it would be goldens of other pictures.
  private func remove(_ names: [FilePath]) throws(UpsampleError) {
    for name in names { try tree.folder(of: name).remove(name.lastComponent) }
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
