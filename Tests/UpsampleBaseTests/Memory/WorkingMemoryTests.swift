import Foundation
import Testing

@testable import UpsampleBase

@Suite struct WorkingMemoryTests {
  private func workers(_ jobs: Int, part: Int, held: Int = 0) throws(UpsampleError) -> Int {
    try WorkingMemory.workers(
      jobs, part: part, held: held, MemoryAllowance(name: "a picture", bytes: 1 << 31),
      side: .input, alternative: "make it smaller")
  }

  @Test(arguments: [
    (4, 1, 0, 4), (4, 1 << 29, 0, 4), (5, 1 << 29, 0, 4), (9, (1 << 30) + 1, 0, 1),
    (4, 1 << 29, 1 << 30, 2),
  ])
  func asManyWorkAsFit(jobs: Int, part: Int, held: Int, expected: Int) throws {
    #expect(try workers(jobs, part: part, held: held) == expected)
  }

  /// No machine has half of the address space.
  @Test func whatTheSystemDoesNotGiveIsRefused() {
    let failure = #expect(throws: UpsampleError.self) {
      try WorkingMemory.workers(
        3, part: 1, held: 1 << 62, MemoryAllowance(name: "a picture", bytes: .max), side: .input,
        alternative: "make it smaller")
    }
    #expect(
      failure?.description
        == "cannot hold a picture: Cannot allocate memory.\n  Free memory for it, or make it smaller."
    )
  }

  @Test(arguments: [(2_147_483_649, 0), (1, 2_147_483_648)])
  func aPartThatDoesNotFitIsRefused(part: Int, held: Int) {
    let failure = #expect(throws: UpsampleError.self) { try workers(1, part: part, held: held) }
    #expect(
      failure?.description == """
        a picture has 2147483649 bytes to hold in memory; the limit is 2147483648.
          Raise the limit with `max-memory`, or make it smaller.
        """)
  }

  @Test func codeComesBackWhereItIsRun() throws {
    let before = try Self.residentFilePages()
    WorkingMemory.letGoOfCode()
    let after = try Self.residentFilePages()
    #expect(after < before)
    // What relocations wrote is still there: tables of functions and types among it.
    let value: any CustomStringConvertible = Storage<Int>(zeros: 100).count
    #expect(value.description == "100")
  }

  /// The resident pages of the process that belong to files.
  private static func residentFilePages() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
      separator: " ")
    return try #require(Int(fields[2]))
  }
}
