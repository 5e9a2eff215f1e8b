import Testing

@testable import Upsample

@Suite struct WorkingMemoryTests {
  private func workers(_ jobs: Int, part: Int) throws(UpsampleError) -> Int {
    try WorkingMemory.workers(
      jobs, part: part, of: "a part", side: .input, remedy: "Make it smaller.")
  }

  @Test(arguments: [(4, 1, 4), (4, 1 << 29, 4), (5, 1 << 29, 4), (9, (1 << 30) + 1, 1)])
  func asManyWorkAsFit(jobs: Int, part: Int, expected: Int) throws {
    #expect(try workers(jobs, part: part) == expected)
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
