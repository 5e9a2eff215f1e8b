import Glibc
import UpsampleBase
import UpsampleImages

/// What a batch does with one file.
final class BatchMaker<Job: FolderJob>: Sendable {
  private let request: BatchRequest<Job>
  private let job: Job
  private let action: BatchAction
  /// Where outputs go; `nil` when none are made.
  private let tree: OutputTree?
  private let journal: (any BatchJournal)?
  private let budget: WorkBudget
  private let progress: BatchProgressHandler?

  init(
    _ request: BatchRequest<Job>, _ action: BatchAction, tree: OutputTree?,
    journal: (any BatchJournal)?, progress: BatchProgressHandler?
  ) {
    self.request = request
    job = request.job
    self.action = action
    self.tree = tree
    self.journal = journal
    // Where addresses are few, half of them are left to the program and its stacks.
    let memory = WorkingMemory.mostAddresses.map { $0 / 2 } ?? WorkingMemory.limit
    budget = WorkBudget(threads: job.threads, memory: min(memory, WorkingMemory.limit))
    self.progress = progress
  }

  /// How many files are worked on side by side: some more than there are threads,
  /// since those that wait for the disk need none. Where addresses are few, only so
  /// many that the stacks of their threads take an eighth of them.
  var filesAtOnce: Int {
    let wanted = budget.threads + min(2 * budget.threads, 64)
    guard let addresses = WorkingMemory.mostAddresses else { return wanted }
    return min(wanted, max(1, addresses / 8 / (8 << 20)))
  }

  /// Whether a file is to be made last and alone.
  func isSuspect(_ name: FilePath) -> Bool { journal?.isSuspect(name) ?? false }

  /// The result of a name that is no file to be read.
  func result(of name: FilePath, _ outcome: BatchResult<Job>.Outcome) -> BatchResult<Job> {
    progress?(0, 1)
    return BatchResult(
      name: name, input: request.input.appending(name), output: nil, inputBytes: nil,
      outcome: outcome, duration: .zero)
  }

  /// Does what is asked for with a file, and tells what became of it.
  func result(of name: FilePath) -> BatchResult<Job> {
    let start = ContinuousClock.now
    let told = FileProgress(progress)
    defer { told.tell(1, of: 0) }
    var inputBytes: Int?
    var outcome: BatchResult<Job>.Outcome
    do throws(UpsampleError) {
      outcome = try work(on: name, &inputBytes, told)
    } catch {
      outcome = .failed(error, isNews: true)
    }
    return BatchResult(
      name: name, input: request.input.appending(name),
      output: outcome.hasOutput ? output(of: name) : nil, inputBytes: inputBytes,
      outcome: outcome, duration: ContinuousClock.now - start)
  }

  private func output(of name: FilePath) -> FilePath? {
    request.output?.appending(job.outputName(for: name))
  }

  private func work(
    on name: FilePath, _ inputBytes: inout Int?, _ told: FileProgress
  ) throws(UpsampleError) -> BatchResult<Job>.Outcome {
    let input = request.input.appending(name)
    if job.existing == .skip, isMade(name, from: input) {
      sweep(name)
      return .skipped
    }
    let file = try InputFile(regular: input)
    inputBytes = file.byteCount
    guard try job.accepts(file) else { return BatchResult.Outcome(left: try file.foreignFormat()) }
    if action == .plan { return try plan(name, file, told) }
    try journal?.begin(name, from: file.status)
    var isMade = false
    defer { journal?.end(name, isMade: isMade) }
    let outcome = try make(name, file, told)
    isMade = true
    return outcome
  }

  /// Removes what a process that has ended may have left of an output that another
  /// one made. What can't be removed does no harm.
  private func sweep(_ name: FilePath) {
    guard let tree, let journal, journal.mayHaveLeftOver(name) else { return }
    let output = job.outputName(for: name)
    try? tree.folder(of: output).removeAbandoned(output.lastComponent)
  }

  private func isMade(_ name: FilePath, from input: FilePath) -> Bool {
    guard let output = output(of: name), let made = FileStatus(of: output, in: AT_FDCWD),
      made.kind == .regular
    else { return false }
    guard let journal else { return true }
    guard let input = FileStatus(at: input) else { return false }
    return journal.isMade(name, from: input, as: made)
  }

  /// What becomes of an output that is there and was not made of this input.
  private var existing: ExistingPolicy { job.existing == .skip ? .replace : job.existing }

  private func plan(
    _ name: FilePath, _ file: InputFile, _ told: FileProgress
  ) throws(UpsampleError) -> BatchResult<Job>.Outcome {
    let output = output(of: name)
    if let output, FileStatus(of: output, in: AT_FDCWD)?.kind == .folder {
      throw .system(SystemFailure(action: "write", name: "\(output)", side: .output, code: EISDIR))
    }
    let task = FileTask(name, file, to: output, on: budget, told) {
      [existing] (path) throws(UpsampleError) in
      try OutputFile.discarding(.file(path), existing: existing)
    }
    return .planned(try budget.withThread { () throws(UpsampleError) in try job.plan(task) })
  }

  private func make(
    _ name: FilePath, _ file: InputFile, _ told: FileProgress
  ) throws(UpsampleError) -> BatchResult<Job>.Outcome {
    var bytes = 0
    let placement = Placement(
      whileWaiting: { (body) throws(UpsampleError) in try self.budget.withoutThread(body) },
      willAppear: { (status) throws(UpsampleError) in
        bytes = status.byteCount
        try self.journal?.willAppear(name, from: file.status, as: status)
      })
    let task = FileTask(name, file, to: output(of: name), on: budget, told) {
      (_) throws(UpsampleError) in
      guard let tree = self.tree else { throw .noOutputFolder }
      let output = self.job.outputName(for: name)
      return try OutputFile(
        output.lastComponent, in: tree.folder(of: output), existing: self.existing, inputs: [file],
        placement: placement)
    }
    let report = try budget.withThread { () throws(UpsampleError) in try job.make(task) }
    return .made(report, bytes: bytes)
  }
}
