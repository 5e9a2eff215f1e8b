import Testing

/// `Examples/swift-program`, built and run as its page says.
@Suite struct SwiftProgramExampleTests {
  @Test func itDoublesAPicture() throws {
    let program = try BuiltProgram()
    let double = "\(try program.build(example: "swift-program").programs)/double"
    let input = "\(sampleImages)/still-life.png"
    let run = try program.runTool(double, [input, "doubled.png"])
    #expect(
      run
        == BuiltProgram.Outcome(
          status: 0, output: "[1, 240, 320, 3] became [1, 480, 640, 3]\n", error: ""))
    let failed = try program.runTool(double, ["none.png", "out.png"])
    #expect(failed.status == 1)
    #expect(failed.output.hasPrefix("double: cannot open none.png: "), "\(failed.output)")
    #expect(try program.run("\(input) same.png --border zero") == .success)
    #expect(try program.run("diff doubled.png same.png --quiet") == .success)
  }
}
