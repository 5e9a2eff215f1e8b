import Glibc
import Upsample
import UpsampleBase

/// What a batch does with one file.
final class BatchMaker: Sendable {
  private let request: BatchRequest
  private let naming: OutputNaming
  /// Where outputs go; `nil` when none are made.
  private let tree: OutputTree?
  private let journal: (any BatchJournal)?
  private let budget: WorkBudget
  private let progress: BatchProgressHandler?

  init(
    _ request: BatchRequest, tree: OutputTree?, journal: (any BatchJournal)?,
    progress: BatchProgressHandler?
  ) {
    self.request = request
    naming = OutputNaming(request.options.format)
    self.tree = tree
    self.journal = journal
    // Where addresses are few, half of them are left to the program and its stacks.
    let memory = WorkingMemory.mostAddresses.map { $0 / 2 } ?? WorkingMemory.limit
    budget = WorkBudget(
      threads: request.options.jobs, memory: min(memory, WorkingMemory.limit))
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
  func result(of name: FilePath, _ outcome: BatchResult.Outcome) -> BatchResult {
    progress?(0, 1)
    return BatchResult(
      name: name, input: request.input.appending(name), output: nil, inputBytes: nil,
      outcome: outcome, duration: .zero)
  }

  /// Does what is asked for with a file, and tells what became of it.
  func result(of name: FilePath) -> BatchResult {
    let start = ContinuousClock.now
    let share = ToldShare()
    defer { progress?(0, share.advance(to: 1)) }
    var inputBytes: Int?
    var outcome: BatchResult.Outcome
    do throws(UpsampleError) {
      outcome = try make(name, &inputBytes, share)
    } catch {
      outcome = .failed(error, isNews: true)
    }
    return BatchResult(
      name: name, input: request.input.appending(name),
      output: outcome.isOfPicture ? output(of: name) : nil, inputBytes: inputBytes,
      outcome: outcome, duration: ContinuousClock.now - start)
  }

  private func output(of name: FilePath) -> FilePath {
    request.output.appending(naming.name(for: name))
  }

  private func make(
    _ name: FilePath, _ inputBytes: inout Int?, _ share: ToldShare
  ) throws(UpsampleError) -> BatchResult.Outcome {
    let input = request.input.appending(name)
    if request.options.existing == .skip, isMade(name, from: input) {
      sweep(name)
      return .skipped
    }
    let file = try InputFile(regular: input)
    inputBytes = file.byteCount
    guard let format = try file.format() else {
      return BatchResult.Outcome(left: try file.foreignFormat())
    }
    let options = request.options(for: .file(output(of: name)), format)
    guard let tree else { return try plan(file, name, options) }
    try journal?.begin(name, from: file.status)
    var isMade = false
    defer { journal?.end(name, isMade: isMade) }
    let outcome = try budget.withThread { () throws(UpsampleError) in
      try make(file, name, options, in: tree, share)
    }
    isMade = true
    return outcome
  }

  /// Removes what a process that has ended may have left of an output that another
  /// one made. What can't be removed does no harm.
  private func sweep(_ name: FilePath) {
    guard let tree, let journal, journal.mayHaveLeftOver(name) else { return }
    let output = naming.name(for: name)
    try? tree.folder(of: output).removeAbandoned(output.lastComponent)
  }

  private func isMade(_ name: FilePath, from input: FilePath) -> Bool {
    guard let made = FileStatus(of: output(of: name), in: AT_FDCWD), made.kind == .regular else {
      return false
    }
    guard let journal else { return true }
    guard let input = FileStatus(at: input) else { return false }
    return journal.isMade(name, from: input, as: made)
  }

  private func plan(
    _ file: InputFile, _ name: FilePath, _ options: UpsampleOptions
  ) throws(UpsampleError) -> BatchResult.Outcome {
    let path = output(of: name)
    if FileStatus(of: path, in: AT_FDCWD)?.kind == .folder {
      throw .system(SystemFailure(action: "write", name: "\(path)", side: .output, code: EISDIR))
    }
    let output = Endpoint.file(path)
    return try budget.withThread { () throws(UpsampleError) in
      let discarding = try OutputFile.discarding(output, existing: options.existing)
      let picture = try PictureWork(file, to: output, options: options)
      return .planned(try picture.estimate(discarding))
    }
  }

  private func make(
    _ file: InputFile, _ name: FilePath, _ options: UpsampleOptions, in tree: OutputTree,
    _ share: ToldShare
  ) throws(UpsampleError) -> BatchResult.Outcome {
    let outputName = naming.name(for: name)
    let picture = try PictureWork(file, to: .file(output(of: name)), options: options)
    var bytes = 0
    let placement = Placement(
      whileWaiting: { (body) throws(UpsampleError) in try self.budget.withoutThread(body) },
      willAppear: { (status) throws(UpsampleError) in
        bytes = status.byteCount
        try self.journal?.willAppear(name, from: file.status, as: status)
      })
    let outputFile = try OutputFile(
      outputName.lastComponent, in: tree.folder(of: outputName), existing: options.existing,
      input: file, placement: placement)
    let report = try picture.run(into: outputFile, on: budget) { [progress] rows, layout in
      guard let progress else { return }
      let more = share.advance(to: Double(rows) / Double(layout.height))
      progress(Int((more * Double(layout.width * layout.height)).rounded()), more)
    }
    return .made(report, bytes: bytes)
  }
}

/// The share of the work on a file that was told of.
private final class ToldShare: Sendable {
  private let share = Guarded(0.0)

  /// How much more there is now.
  func advance(to newShare: Double) -> Double {
    share.withLock { share in
      defer { share = newShare }
      return newShare - share
    }
  }
}
