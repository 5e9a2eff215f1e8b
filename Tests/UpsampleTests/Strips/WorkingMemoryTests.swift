import Testing

@testable import Upsample

@Suite struct WorkingMemoryTests {
  private func workers(_ jobs: Int, part: Int, held: Int = 0) throws(UpsampleError) -> Int {
    try WorkingMemory.workers(
      jobs, part: part, held: held, of: "a part", side: .input, remedy: "Make it smaller.")
  }

  @Test(arguments: [(4, 1, 4), (4, 1 << 29, 4), (5, 1 << 29, 4), (9, (1 << 30) + 1, 1)])
  func asManyWorkAsFit(jobs: Int, part: Int, expected: Int) throws {
    #expect(try workers(jobs, part: part) == expected)
  }

  /// No machine has half of the address space.
  @Test func whatTheSystemDoesNotGiveIsRefused() {
    let failure = #expect(throws: UpsampleError.self) { try workers(3, part: 1, held: 1 << 62) }
    #expect(
      failure?.description
        == "cannot hold a part: Cannot allocate memory.\n  Make it smaller.")
  }

  @Test func aPartThatDoesNotFitIsRefused() {
    let failure = #expect(throws: UpsampleError.self) { try workers(1, part: 2_147_483_649) }
    #expect(
      failure?.description == """
        a part has 2147483649 bytes of working memory; the limit is 2147483648.
          Make it smaller.
        """)
  }
}
