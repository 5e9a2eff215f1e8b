import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch

@Suite struct BatchTests {
  private let folder = try! TestFolder()
  private let names = ["a.png", "b.png", "deep/c.png", "deep/deeper/d.png", "e", "f.weird"]

  init() throws {
    for name in ["in", "in/deep", "in/deep/deeper"] { mkdir("\(folder.path)/\(name)", 0o777) }
    for (index, name) in names.enumerated() {
      try folder.write(picture(seed: index), to: "in/\(name)")
    }
    try folder.write(Array("text".utf8), to: "in/readme.txt")
    try folder.write(Array(picture(seed: 1).dropLast(30)), to: "in/deep/broken.png")
    symlink("..", "\(folder.path)/in/deep/loop")
  }

  @Test(arguments: [1, 2, 7])
  func everyPictureIsMadeAsItWouldBeAlone(jobs: Int) throws {
    let (summary, results) = try run { $0.job.options.jobs = jobs }
    #expect(
      [summary.made, summary.failed, summary.notPictures, summary.links, summary.total]
        == [6, 1, 1, 1, 9])
    #expect(results.count == 9)
    #expect(Set(results.map(\.name)).count == 9)
    #expect(summary.pixels == 6 * 40 * 24)
    var options = UpsampleOptions()
    options.format = .png
    for name in names {
      _ = try upsample(.file(folder["in/\(name)"]), to: .file(folder["alone"]), options: options)
      #expect(folder.read("out/\(name)") == folder.read("alone"), "\(name)")
    }
    #expect(folder.read("out/deep/broken.png") == nil)
    #expect(try folder["out"].entries().count == 5, "four pictures and a folder")
  }

  @Test func sharesSumToTheFiles() throws {
    let pixels = Mutex(0)
    let shares = Mutex(0.0)
    _ = try runBatch(
      request(), .make,
      progress: { (more, share) in
        pixels.withLock { $0 += more }
        shares.withLock { $0 += share }
      }, tell: { _ in })
    #expect(pixels.withLock { $0 } == 6 * 40 * 24)
    #expect(abs(shares.withLock { $0 } - 9) < 1e-9)
  }

  @Test func whatIsThereIsTreatedAsAsked() throws {
    _ = try run()
    let made = folder.read("out/a.png")
    try folder.write([1], to: "out/b.png")
    let skipping = try run { $0.job.options.existing = .skip }.summary
    #expect([skipping.made, skipping.skipped, skipping.failed] == [0, 6, 1])
    #expect(folder.read("out/b.png") == [1])
    let failing = try run { $0.job.options.existing = .fail }.summary
    #expect([failing.made, failing.skipped, failing.failed] == [0, 0, 7])
    let replacing = try run().summary
    #expect([replacing.made, replacing.skipped, replacing.failed] == [6, 0, 1])
    #expect(folder.read("out/b.png") == folder.read("out/b.png"))
    #expect(folder.read("out/a.png") == made)
  }

  @Test func aPlanMakesNothing() throws {
    let (summary, results) = try run(.plan)
    // A broken picture has a header, too.
    #expect([summary.made, summary.failed, summary.total] == [7, 0, 9])
    #expect(FileStatus(at: folder["out"]) == nil)
    let planned = results.compactMap { result -> Int? in
      if case .planned(let estimate) = result.outcome { estimate.outputBytes } else { nil }
    }
    #expect(planned == Array(repeating: 40 * 24, count: 7))
  }

  @Test func onlyItsOwnFilesConcernABatch() throws {
    let (summary, results) = try run { $0.owns = { $0.bytes.starts(with: "deep/".utf8) } }
    #expect([summary.made, summary.failed, summary.links, summary.total] == [2, 1, 1, 4])
    #expect(results.allSatisfy { $0.name.bytes.starts(with: "deep/".utf8) })
  }

  @Test func aBatchThatIsStoppedBeginsNoMore() throws {
    let (summary, _) = try run { $0.isStopped = { true } }
    #expect(summary.total == 0 && summary.isStopped)
  }

  @Test func whatIsToldFailsTheBatchWhenItCannotBeTold() throws {
    let failure = UpsampleError.system(
      SystemFailure(action: "write", name: "standard output", side: .output, code: EPIPE))
    var request = request()
    request.job.options.jobs = 1
    let summary = try runBatch(request, tell: { (_) throws(UpsampleError) in throw failure })
    #expect(summary.cause == failure)
    #expect(summary.total < 9)
  }

  @Test func theOutputIsNoFolderToReadFrom() throws {
    var same = request()
    same.output = folder["in/."]
    #expect(
      refusal { _ = try runBatch(same, tell: { _ in }) } == """
        output \(folder.path)/in/.: is the input folder, whose pictures it would replace.
          Name another folder.
        """)
    mkdir("\(folder.path)/in/in", 0o777)
    var above = request()
    above.output = folder.path
    #expect(
      refusal { _ = try runBatch(above, tell: { _ in }) } == """
        output \(folder.path): the outputs of \(folder.path)/in/in would replace pictures of the \
        input folder.
          Name another folder.
        """)
    rmdir("\(folder.path)/in/in")
    #expect(try runBatch(above, tell: { _ in }).made == 6)
  }

  @Test func anOutputFolderWithinTheInputIsNotRead() throws {
    for _ in 0..<2 {
      let summary = try run { $0.output = self.folder["in/deep/out"] }.summary
      #expect([summary.made, summary.total] == [6, 9])
    }
  }

  @Test func theJournalHearsOfEachPictureInOrder() throws {
    let journal = Recorder(suspects: [FilePath("a.png")], refused: [FilePath("e")])
    let (summary, results) = try run {
      $0.job.options.jobs = 3
      $0.openJournal = { output in
        #expect(FileStatus(at: output)?.kind == .folder)
        return journal
      }
    }
    #expect([summary.made, summary.failed] == [5, 2])
    for name in names where name != "e" {
      #expect(journal.events(of: name) == ["begin", "appears 0", "end"], "\(name)")
    }
    #expect(journal.events(of: "deep/broken.png") == ["begin", "end"])
    #expect(journal.events(of: "e") == ["begin"])
    #expect(results.last?.name == FilePath("a.png"), "suspects come last")
  }

  @Test func theJournalDecidesWhatIsMade() throws {
    _ = try run()
    let journal = Recorder(made: [FilePath("b.png")])
    let summary = try run {
      $0.job.options.existing = .skip
      $0.openJournal = { _ in journal }
    }.summary
    #expect([summary.made, summary.skipped, summary.failed] == [5, 1, 1])
  }

  /// As a process that was killed leaves it when another one made the output.
  @Test func whatIsLeftOfAMadeOutputIsSwept() throws {
    _ = try run()
    let temporary = "out/\(TemporaryFile.name(FilePath("b.png"), 1))"
    try folder.write([1, 2, 3], to: temporary)
    for leftOver in [[], [FilePath("b.png")]] as [Set<FilePath>] {
      #expect(folder.read(temporary) == [1, 2, 3])
      let journal = Recorder(made: [FilePath("b.png")], leftOver: leftOver)
      _ = try run {
        $0.job.options.existing = .skip
        $0.openJournal = { _ in journal }
      }
    }
    #expect(folder.read(temporary) == nil)
  }

  private func request() -> BatchRequest<UpsampleJob> {
    var options = UpsampleOptions()
    options.jobs = 2
    return BatchRequest(folder["in"], to: folder["out"], UpsampleJob(options))
  }

  private func run(
    _ action: BatchAction = .make, _ change: (inout BatchRequest<UpsampleJob>) -> Void = { _ in }
  ) throws -> (summary: BatchSummary, results: [BatchResult<UpsampleJob>]) {
    var request = request()
    change(&request)
    var results: [BatchResult<UpsampleJob>] = []
    let summary = try runBatch(request, action) { results.append($0) }
    return (summary, results)
  }

  /// A gray picture of 20x12 pixels.
  private func picture(seed: Int) -> [UInt8] {
    let rows = (0..<12).map { y in [0] + (0..<20).map { x in UInt8((x * y + seed) & 255) } }
    return PNGBytes(width: 20, height: 12, depth: 8, color: 0, rows: rows).bytes
  }
}

/// A journal that writes down what it hears.
private final class Recorder: BatchJournal {
  private let suspects: Set<FilePath>
  private let refused: Set<FilePath>
  private let made: Set<FilePath>
  private let leftOver: Set<FilePath>
  private let heard = Mutex<[FilePath: [String]]>([:])

  init(
    suspects: Set<FilePath> = [], refused: Set<FilePath> = [], made: Set<FilePath> = [],
    leftOver: Set<FilePath> = []
  ) {
    self.suspects = suspects
    self.refused = refused
    self.made = made
    self.leftOver = leftOver
  }

  func events(of name: String) -> [String] { heard.withLock { $0[FilePath(name)] ?? [] } }

  private func note(_ name: FilePath, _ event: String) {
    heard.withLock { $0[name, default: []].append(event) }
  }

  func isMade(_ name: FilePath, from input: FileStatus, as output: FileStatus) -> Bool {
    made.contains(name)
  }

  func isSuspect(_ name: FilePath) -> Bool { suspects.contains(name) }

  func mayHaveLeftOver(_ name: FilePath) -> Bool { leftOver.contains(name) }

  func begin(_ name: FilePath, from input: FileStatus) throws(UpsampleError) {
    note(name, "begin")
    if refused.contains(name) {
      throw .file(FileDefect(name: "\(name)", defect: "is given up"))
    }
  }

  /// The output is whole by then, but for its name.
  func willAppear(
    _ name: FilePath, from input: FileStatus, as output: FileStatus
  ) throws(UpsampleError) {
    note(name, "appears \(output.byteCount > 60 ? 0 : 1)")
  }

  func end(_ name: FilePath, isMade: Bool) { note(name, "end") }
}
