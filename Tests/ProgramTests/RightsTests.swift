import Glibc
import Testing

/// A program that runs with more rights than its user's refuses to.
@Suite(.enabled(if: getuid() == 0, "only root can make such a file")) struct RightsTests {
  @Test(arguments: ["chown 65534 u; chmod u+s u", "chgrp 65534 u; chmod g+s u"])
  func foreignRightsAreRefused(preparation: String) throws {
    let program = try BuiltProgram()
    let outcome = try program.runShell("cp \"$upsample\" u; \(preparation); ./u --version")
    let expected = """
      upsample: ./u: runs with more rights than whoever started it has, and is not made for that.
        Take them from its file: chmod u-s,g-s, setcap -r.

      """
    #expect(outcome == .init(status: 2, output: "", error: expected))
  }
}
