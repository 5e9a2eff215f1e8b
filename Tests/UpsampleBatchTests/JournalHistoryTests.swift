import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleBatch

@Suite struct JournalHistoryTests {
  private let folder = try! TestFolder()
  private let name = FilePath("album/a\tb\nc\\.png")
  private let status: FileStatus

  init() throws { status = try #require(FileStatus(at: folder.write([1, 2, 3], to: "x"))) }

  private var subject: JournalSubject { JournalSubject(name, from: status, options: 0xAB) }

  /// The history of journals that hold these bytes, the oldest first.
  private func history(_ journals: [[UInt8]], options: UInt64 = 0xAB) throws -> JournalHistory {
    let state = try StateFolder(in: folder.path)
    for (index, journal) in journals.enumerated() {
      try folder.write(journal, to: ".upsample/journal-\(index)")
    }
    let names = journals.indices.map { FilePath("journal-\($0)") }
    return try JournalHistory(of: names, in: state, options: options)
  }

  @Test func aLineIsFieldsPartedByTabs() {
    let line = String(decoding: JournalLine.made(subject, as: status).bytes, as: UTF8.self)
    let stamp = "3\t\(status.modified)"
    #expect(line == "made\t\(stamp)\t\(stamp)\tab\talbum/a\\tb\\nc\\\\.png\n")
  }

  @Test func whatWasMadeIsTold() throws {
    let line = JournalLine.made(subject, as: status)
    let history = try history([JournalLine.begun(subject).bytes + line.bytes])
    #expect(history.tells(line, of: name))
    #expect(!history.suspects(name))
    let others = [
      JournalSubject(FilePath("album/a"), from: status, options: 0xAB),
      JournalSubject(name, from: status, options: 0xAC),
      JournalSubject(
        name, from: try #require(FileStatus(at: folder.write([1], to: "y"))), options: 0xAB),
    ]
    for other in others { #expect(!history.tells(.made(other, as: status), of: name)) }
  }

  /// Of two outputs with one length and one time, the journal tells which it is.
  @Test func anOutputOfOtherOptionsReplacesTheOneBefore() throws {
    let other = JournalSubject(name, from: status, options: 0xAC)
    let line = JournalLine.made(subject, as: status)
    let otherLine = JournalLine.made(other, as: status)
    let ended = JournalLine.ended(name).bytes
    let (first, second) = (line.bytes + ended, otherLine.bytes + ended)
    func told(_ journals: [UInt8]...) throws -> [Bool] {
      [
        try history(journals).tells(line, of: name),
        try history(journals, options: 0xAC).tells(otherLine, of: name),
      ]
    }
    #expect(try told(first) == [true, false])
    #expect(try told(first, second) == [false, true])
    #expect(try told(first + second + first) == [true, false])
    #expect(try told(first, otherLine.bytes) == [false, false], "which one has the name?")
    #expect(try told(first, otherLine.bytes, first) == [true, false])
    #expect(try told(line.bytes) == [true, false], "there was nothing else")
    let failed = JournalLine.failed(name).bytes
    #expect(try told(first, otherLine.bytes + failed) == [false, false])
    #expect(try told(second, line.bytes + failed) == [false, false], "rather made again")
  }

  /// Whatever is cut off, what is left tells of nothing that is not so.
  @Test func aTornLineCountsForNothing() throws {
    let begun = JournalLine.begun(subject).bytes
    let line = JournalLine.made(subject, as: status)
    let whole = begun + line.bytes
    for count in 0..<whole.count {
      let history = try history([Array(whole.prefix(count))])
      #expect(!history.tells(line, of: name), "after \(count) bytes")
      #expect(history.suspects(name) == (count >= begun.count), "after \(count) bytes")
    }
  }

  @Test func foreignLinesCountForNothing() throws {
    let line = JournalLine.made(subject, as: status)
    let garbage = [
      "\n\t\t\n", "made\n", "made\tx\n", "begun\t\t\t\t\t\t\t\t\n", "\u{0}\u{0}\n", "crashed\t\n",
    ].joined()
    let history = try history([Array(garbage.utf8) + line.bytes + Array(garbage.utf8)])
    #expect(history.tells(line, of: name))
  }

  /// None of ours has so long a line: what follows may be of any length.
  @Test func readingEndsAtALineThatIsTooLong() throws {
    let line = JournalLine.made(subject, as: status)
    let long = [UInt8](repeating: 0, count: 200_000) + [.newline]
    #expect(try history([line.bytes + long]).tells(line, of: name))
    #expect(try !history([long + line.bytes]).tells(line, of: name))
  }

  @Test func aPictureThatEndedIsNoSuspect() throws {
    let begun = JournalLine.begun(subject).bytes
    #expect(try history([begun]).suspects(name))
    #expect(try !history([begun + JournalLine.ended(name).bytes]).suspects(name))
    #expect(try !history([begun, JournalLine.ended(name).bytes]).suspects(name))
    #expect(try history([begun, begun]).crashes(of: name, subject) == 0)
  }

  @Test func crashesInARowAreCounted() throws {
    let crash = JournalLine.begun(subject).bytes + Array("crashed\n".utf8)
    let killed = JournalLine.begun(subject).bytes
    #expect(try history([crash]).crashes(of: name, subject) == 1)
    #expect(try history([crash, killed, crash, crash]).crashes(of: name, subject) == 3)
    let ended = JournalLine.ended(name).bytes
    #expect(try history([crash, crash, ended, crash]).crashes(of: name, subject) == 1)
    let changed = JournalSubject(name, from: status, options: 1)
    #expect(try history([crash, crash]).crashes(of: name, changed) == 0)
  }

  @Test func onlyWhatDidNotEndMayHaveLeftAFile() throws {
    let begun = JournalLine.begun(subject).bytes
    let made = JournalLine.made(subject, as: status).bytes
    let ended = JournalLine.ended(name).bytes
    #expect(try history([begun]).mayHaveLeftOver(name))
    #expect(try history([begun + made]).mayHaveLeftOver(name))
    #expect(try !history([begun + ended, begun + made + ended]).mayHaveLeftOver(name))
    #expect(try history([begun + made, begun + made + ended]).mayHaveLeftOver(name))
    #expect(try history([begun + made + ended, begun]).mayHaveLeftOver(name))
  }

  @Test func manyDigestsAreFound() {
    let digests = (0..<1000).map { stableHash("\($0)".utf8) }
    let set = DigestSet(digests + digests)
    #expect(digests.allSatisfy(set.contains))
    #expect((1000..<2000).allSatisfy { !set.contains(stableHash("\($0)".utf8)) })
    #expect(!DigestSet([]).contains(0))
    #expect(!DigestSet([5]).contains(6))
  }
}
