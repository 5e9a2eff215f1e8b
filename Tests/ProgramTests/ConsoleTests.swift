import Testing

@Suite struct ConsoleTests {
  @Test(arguments: ["--help", "--version", "man", "completions zsh"])
  func resultsThatCannotBePrintedAreAnError(line: String) throws {
    let program = try BuiltProgram()
    #expect(
      try program.run(line, standardOutput: .full)
        == .init(
          status: 4, output: "",
          error: "upsample: cannot write standard output: No space left on device.\n"))
    #expect(
      try program.run(line, standardOutput: .closed)
        == .init(
          status: 4, output: "",
          error: "upsample: cannot write standard output: Bad file descriptor.\n"))
  }
}
