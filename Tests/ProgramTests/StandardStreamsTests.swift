import TestSupport
import Testing

/// Standard input and output as a shell can set them up.
@Suite struct StandardStreamsTests {
  private let program: BuiltProgram
  private let picture = grayPNG(width: 200, height: 200) { x, y in UInt8((x * x + y) & 255) }

  init() throws {
    program = try BuiltProgram()
    try program.write("a.png", picture)
  }

  @Test(arguments: [
    ("a.png - 1<>a.png", "a.png"), ("a.png - >>a.png", "a.png"),
    ("- - <a.png 1<>a.png", "standard input"),
  ])
  func theInputIsNeverStandardOutput(line: String, input: String) throws {
    let message = """
      upsample: output standard output: is the same file as the input \(input).
        Choose another name for the output.

      """
    #expect(try shell("upsample \(line)") == .init(status: 2, output: "", error: message))
    #expect(try program.read("a.png") == picture)
  }

  @Test func theNameOfStandardOutputIsADash() throws {
    #expect(try shell("upsample a.png /dev/stdout >named.png") == .success)
    #expect(try shell("upsample a.png - >dash.png") == .success)
    #expect(try program.read("named.png") == program.read("dash.png"))
    #expect(try shell("upsample a.png /dev/stdout --json").status == 2)
  }

  @Test(arguments: ["a.png -", "diff a.png a.png - --quiet", "roundtrip a.png - --quiet"])
  func aTerminalIsNoPlaceForAPicture(line: String) throws {
    let outcome = try program.runShell("script -qec \"$upsample \(line)\" /dev/null </dev/null")
    #expect(outcome.status == 2)
    let message = "upsample: -: standard output is a terminal, no place for a picture."
    #expect(outcome.output.contains(message), "\(outcome.output)")
    #expect(try program.names() == ["a.png"])
  }

  private func shell(_ script: String) throws -> BuiltProgram.Outcome {
    try program.runShell("upsample() { \"$upsample\" \"$@\"; }; \(script)")
  }
}
