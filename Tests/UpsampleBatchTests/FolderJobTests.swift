import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch

/// What a batch does for any job, shown by one that is not about pictures.
@Suite struct FolderJobTests {
  private let folder = try! TestFolder()
  private let names = (0..<40).map { $0 % 2 == 0 ? "\($0)" : "deep/\($0)" }

  init() throws {
    for name in ["in", "in/deep"] { mkdir("\(folder.path)/\(name)", 0o777) }
    for name in names { try folder.write(Array(name.utf8), to: "in/\(name)") }
    try folder.write([], to: "in/deep/empty")
  }

  private func run(
    _ job: DigestJob = DigestJob(), shard: Shard? = nil, _ action: BatchAction = .make,
    isStopped: @escaping @Sendable () -> Bool = { false },
    tell: @escaping (BatchResult<DigestJob>) -> Void = { _ in }
  ) throws -> BatchSummary {
    var request = BatchRequest(folder["in"], to: folder["out"], job)
    if let shard { request.owns = shard.owns }
    request.isStopped = isStopped
    request.openJournal = { (output) throws(UpsampleError) in
      try RunState(in: output, of: job, shard: shard)
    }
    let summary = try runBatch(request, action, tell: tell)
    if summary.isWhole, action == .make {
      try ShardReport(summary, of: job, after: .zero).write(shard, in: folder["out"])
    }
    return summary
  }

  private func verification(shard: Shard? = nil) throws -> VerificationSummary {
    try verifyBatch(
      BatchRequest(folder["in"], to: folder["out"], DigestJob()), shard: shard, .pixels
    ) { _ in }
  }

  private func digest(_ name: String) -> [UInt8] {
    DigestJob().text(stableHash(Array(name.utf8)))
  }

  private func expectAllOutputs() {
    for name in names { #expect(folder.read("out/\(name).sum") == digest(name), "\(name)") }
  }

  @Test func everyFileHasItsOutputAndTheNextRunKnows() throws {
    let first = try run()
    #expect([first.made, first.skipped, first.notPictures, first.total] == [40, 0, 1, 41])
    #expect(folder.read("out/deep/empty.sum") == nil)
    expectAllOutputs()
    #expect(try run().skipped == 40)
    try folder.write(Array("changed".utf8), to: "in/deep/1")
    let changed = try run()
    #expect([changed.made, changed.skipped] == [1, 39])
    #expect(folder.read("out/deep/1.sum") == digest("changed"))
    var inDecimals = DigestJob()
    inDecimals.base = 10
    #expect(try run(inDecimals).made == 40, "other options make all of them anew")
  }

  @Test(arguments: [1, 3])
  func noMoreAreAtWorkThanThereAreThreads(threads: Int) throws {
    var job = DigestJob()
    job.threads = threads
    #expect(try run(job).made == 40)
    #expect(job.atWork.most <= threads)
  }

  @Test func sharesSumToTheFiles() throws {
    let shares = Mutex(0.0)
    _ = try runBatch(
      BatchRequest(folder["in"], to: folder["out"], DigestJob()),
      progress: { _, share in shares.withLock { $0 += share } }, tell: { _ in })
    #expect(abs(shares.withLock { $0 } - 41) < 1e-9)
  }

  @Test func shardsMakeAllFilesOnce() throws {
    let parts = try (0..<3).map { try run(shard: Shard($0, of: 3)) }
    #expect(parts.map(\.made).reduce(0, +) == 40)
    #expect(parts.map(\.skipped) == [0, 0, 0])
    expectAllOutputs()
    #expect(try verification().isComplete)
    unlink("\(folder.path)/out/\(names[5]).sum")
    let incomplete = try verification()
    #expect([incomplete.whole, incomplete.missing] == [39, 1])
    #expect(incomplete.shards == [Shard.index(of: FilePath(names[5]), among: 3)])
  }

  @Test func aStoppedRunIsCompletedByTheNext() throws {
    let told = Atomic(0)
    let first = try run(
      isStopped: { told.load(ordering: .relaxed) >= 10 },
      tell: { _ in _ = told.add(1, ordering: .relaxed) })
    #expect(first.isStopped && (10..<40).contains(first.made))
    let rest = try run()
    #expect([rest.made, rest.skipped] == [40 - first.made, first.made])
    expectAllOutputs()
  }

  @Test func whatMayHaveEndedAProcessComesLast() throws {
    mkdir(folder["out"].description, 0o777)
    let killed = try RunState(in: folder["out"], of: DigestJob(), shard: nil)
    let input = try #require(FileStatus(at: folder["in/deep/7"]))
    try killed.begin(FilePath("deep/7"), from: input)
    var latest: FilePath?
    #expect(try run(tell: { latest = $0.name }).made == 40)
    #expect(latest == FilePath("deep/7"))
  }

  @Test func twoKindsOfJobDoNotShareAFolderInParts() throws {
    _ = try run(shard: Shard(0, of: 2))
    let error = refusal {
      _ = try RunState(
        in: folder["out"], of: UpsampleJob(UpsampleOptions()), shard: Shard(1, of: 2))
    }
    #expect(error?.hasPrefix("`shard`: the folder is being filled with other options: ") == true)
    #expect(error?.contains("job is not known here and digest there") == true)
  }

  @Test func aPlanAndAListWriteNothing() throws {
    let request = BatchRequest(folder["in"], to: folder["out"], DigestJob())
    var bytes = 0
    let summary = try runBatch(request, .plan) { result in
      if case .planned(let plan) = result.outcome { bytes += plan.bytes }
    }
    #expect([summary.made, summary.notPictures] == [40, 1])
    #expect(bytes == names.reduce(0) { $0 + $1.utf8.count })
    var listed: Set<String> = []
    try listInputs(request) { entry in
      if case .input(let name) = entry { listed.insert("\(name)") }
    }
    #expect(listed == Set(names))
    #expect(FileStatus(at: folder["out"]) == nil)
  }

  @Test func aJobWithoutOutputsNeedsNoFolderForThem() throws {
    var job = DigestJob()
    job.isWritten = false
    var digests: [FilePath: UInt64] = [:]
    let request = BatchRequest(folder["in"], to: nil, job)
    let summary = try runBatch(request) { result in
      #expect(result.output == nil)
      if case .made(let report, bytes: 0) = result.outcome { digests[result.name] = report.digest }
    }
    #expect([summary.made, summary.total] == [40, 41])
    #expect(digests[FilePath("deep/7")] == stableHash(Array("deep/7".utf8)))
    #expect(try folder.path.entries().map(\.description) == ["in"])
  }

  @Test func whatHasNoPlaceForItsOutputFailsInOneLine() throws {
    var errors: Set<String> = []
    let summary = try runBatch(BatchRequest(folder["in"], to: nil, DigestJob())) { result in
      if case .failed(let error, _) = result.outcome { errors.insert(error.description) }
    }
    #expect(summary.failed == 40)
    #expect(
      errors == [
        "batch: outputs are to be written, and there is no folder for them.\n  Name one."
      ])
  }

  @Test func whatNoFileCanSatisfyIsRefusedFirst() throws {
    var job = DigestJob()
    job.base = 1
    #expect(refusal { _ = try run(job) } == "`base`: 1 is no base of digits.")
    #expect(FileStatus(at: folder["out"]) == nil)
  }
}
