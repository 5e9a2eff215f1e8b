import Testing

/// `Examples/learned-deconvolution`, built and run as its page says.
@Suite struct LearnedDeconvolutionExampleTests {
  @Test func theLayerBecomesBetterThanBilinear() throws {
    let program = try BuiltProgram()
    let example = try program.build(example: "learned-deconvolution")
    let input = "\(sampleImages)/still-life.png"
    let run = try program.runTool("\(example.programs)/learn", [input, "20"])
    #expect(run.status == 0 && run.error.isEmpty)
    let decibels = run.output.split(separator: "\n").compactMap { line in
      Double(line.split(separator: " ")[2])
    }
    try #require(decibels.count == 2, "\(run.output)")
    #expect(decibels[0] == 28.31)
    #expect(decibels[1] > decibels[0] + 0.1, "\(run.output)")
  }
}
