import Glibc
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch

@Suite struct RunStateTests {
  private let folder = try! TestFolder()
  private let name = FilePath("a.png")

  private func options(
    _ existing: ExistingPolicy, scale: Ratio = 2
  ) -> UpsampleOptions {
    var options = UpsampleOptions()
    options.existing = existing
    options.magnification = .scale(width: scale, height: scale)
    return options
  }

  private func join(
    _ existing: ExistingPolicy = .skip, scale: Ratio = 2, shard: Shard? = nil
  ) throws -> RunState {
    try RunState(
      in: folder.path, of: UpsampleJob(options(existing, scale: scale)), shard: shard)
  }

  /// Makes a picture as a process would, and returns the output's status.
  private func make(_ state: RunState, from input: FileStatus) throws -> FileStatus {
    try state.begin(name, from: input)
    let output = try folder.file("out")
    try state.willAppear(name, from: input, as: output)
    state.end(name, isMade: true)
    return output
  }

  @Test func whatOneProcessMakesTheNextOneKnows() throws {
    let input = try folder.file("in")
    let output = try make(join(), from: input)
    #expect(try join().isMade(name, from: input, as: output))
    #expect(try join(shard: Shard(0, of: 2)).isMade(name, from: input, as: output))
    #expect(try !join(.replace).isMade(name, from: input, as: output))
    #expect(try !join().isMade(FilePath("b.png"), from: input, as: output))
  }

  @Test func anotherInputOutputOrScaleIsNotMade() throws {
    let input = try folder.file("in")
    let output = try make(join(), from: input)
    let other = try folder.file("other", modified: 5)
    #expect(try !join().isMade(name, from: other, as: output))
    #expect(try !join().isMade(name, from: input, as: other))
    #expect(try !join(scale: 3).isMade(name, from: input, as: output))
  }

  @Test func aPictureThatCrashedThreeTimesIsPassedOver() throws {
    let input = try folder.file("in")
    for _ in 0..<3 {
      let state = try join()
      try state.begin(name, from: input)
      try folder.appendToNewestJournal("crashed\n")
    }
    let state = try join()
    #expect(state.isSuspect(name))
    #expect(
      refusal(of: state, input)
        == "a.png is passed over: 3 processes crashed while they made it.\n"
        + "  Please report it. Without the folder .upsample/journal it is tried again.")
    #expect(refusal(of: state, try folder.file("other", modified: 5)) == nil)
  }

  private func refusal(of state: RunState, _ input: FileStatus) -> String? {
    do throws(UpsampleError) {
      try state.begin(name, from: input)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func shardsReadTheirOwnJournalsAndThoseOfOtherDivisions() throws {
    let (own, other) = (try Shard(1, of: 4), try Shard(2, of: 4))
    #expect(JournalName(own).concerns(own))
    #expect(!JournalName(own).concerns(other))
    #expect(JournalName(own).concerns(nil))
    #expect(JournalName(nil).concerns(own))
    #expect(JournalName(try Shard(1, of: 14)).concerns(own))
    #expect(JournalName(JournalName(own).path)?.part == "1-of-4")
    #expect(JournalName(FilePath("notes.txt")) == nil)
  }

  /// Names in the order of time: nanoseconds in 64 bits end in the year 2262.
  @Test func journalsHaveNamesInAnyYear() throws {
    let second: Int128 = 1_000_000_000
    let times = [0, 1_795_000_000, 9_223_372_036, 9_223_372_037, 99_999_999_999].map { $0 * second }
    let names = times.map { JournalName(nil, begun: $0).path.bytes }
    #expect(names[3].starts(with: "09223372037000000000.all.".utf8))
    #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    #expect(JournalName(nil, begun: -second).path.bytes == names[0])
  }

  @Test func aStopEndsTheReadingOfJournals() throws {
    let input = try folder.file("in")
    let output = try make(join(), from: input)
    let state = try RunState(
      in: folder.path, of: UpsampleJob(options(.skip)), shard: nil, isStopped: { true })
    #expect(!state.isMade(name, from: input, as: output))
  }

  @Test func theFirstShardSaysHowManyThereAre() throws {
    #expect(try RunState.shards(in: folder.path) == nil)
    _ = try join()
    #expect(try RunState.shards(in: folder.path) == nil)
    _ = try join(shard: Shard(3, of: 16))
    #expect(try RunState.shards(in: folder.path) == 16)
    _ = try join(shard: Shard(4, of: 16))
    _ = try join()
    #expect(try RunState.shards(in: folder.path) == 16)
  }

  @Test func aShardOfAnotherDivisionIsRefused() throws {
    _ = try join(shard: Shard(3, of: 16))
    let error = #expect(throws: UpsampleError.self) { try join(shard: Shard(3, of: 8)) }
    let record = "\(folder.path)/.upsample/run.json"
    #expect(
      error?.description == "`shard`: the folder is being filled in 16 parts, not 8.\n"
        + "  Choose another folder, or remove \(record) once no other process works here.")
  }

  @Test func aShardWithOtherOptionsIsRefused() throws {
    _ = try join(shard: Shard(3, of: 16))
    let error = #expect(throws: UpsampleError.self) {
      try join(scale: 3, shard: Shard(3, of: 16))
    }
    let line =
      "`shard`: the folder is being filled with other options: magnification is scale 3x3 here "
      + "and scale 2x2 there.\n"
    #expect(error?.description.hasPrefix(line) == true, "\(error?.description ?? "")")
  }

  @Test func aRunOfAllPicturesMayHaveOtherOptions() throws {
    _ = try join(shard: Shard(3, of: 16))
    _ = try join(.replace, scale: 3)
    #expect(try RunState.shards(in: folder.path) == nil)
    _ = try join(scale: 3, shard: Shard(0, of: 2))
  }

  @Test(arguments: ["", "{", "[]", "{\"version\":2}", "{\"version\":1,\"shards\":0}"])
  func aForeignRecordIsAnError(text: String) throws {
    _ = try join()
    try folder.write(Array(text.utf8), to: ".upsample/run.json")
    let error = #expect(throws: UpsampleError.self) { try join() }
    let record = "\(folder.path)/.upsample/run.json"
    #expect(
      error?.description == "\(record) is no record of a run that this program knows.\n"
        + "  Remove it to begin anew; outputs that are complete stay so.")
  }
}

extension TestFolder {
  /// The status of a file of four bytes.
  fileprivate func file(_ name: String, modified: Int = 1) throws -> FileStatus {
    let path = try write(Array("text".utf8), to: name)
    let time = timespec(tv_sec: modified, tv_nsec: 250)
    #expect(path.withCString { utimensat(AT_FDCWD, $0, [time, time], 0) } == 0)
    return try #require(FileStatus(at: path))
  }

  fileprivate func appendToNewestJournal(_ text: String) throws {
    let folder = ".upsample/journal"
    let newest = try #require(self[folder].entries().map(\.description).max())
    let name = "\(folder)/\(newest)"
    try write(try #require(read(name)) + Array(text.utf8), to: name)
  }
}
