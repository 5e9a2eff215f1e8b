import TestSupport
import Testing
import Upsample

/// The examples of README.md and of the other pages, run and compiled as they stand
/// there.
@Suite struct DocumentationTests {
  @Test func thereAreExamples() throws {
    #expect(try shellExamples().filter { $0.page == "README.md" }.count > 5)
    #expect(Set(try shellExamples().map(\.page)).count > 5)
    #expect(try !swiftExamples().isEmpty)
  }

  @Test(arguments: try shellExamples())
  func runsWithoutAnError(_ example: FencedBlock) throws {
    let program = try BuiltProgram()
    try prepareFiles(program)
    let folder = FilePath(BuiltProgram.path).parent
    let script = ["set -e", "PATH='\(folder)':$PATH", "K=0"] + example.lines
    let outcome = try program.runTool("sh", ["-c", script.joined(separator: "\n")])
    // After one part of several, outputs of the others are missing.
    let isPart = example.lines.contains { $0.contains("--verify") }
    #expect(outcome.status == (isPart ? 1 : 0), "\(outcome.error)")
    // A folder's work ends with an account of it, and what is told by --verbose has arrows.
    let complaints = outcome.error.split(separator: "\n")
      .filter { !$0.contains(" made, ") && !$0.contains(" -> ") }
    #expect(complaints == [])
  }

  @Test(arguments: try swiftExamples())
  func compiles(_ example: FencedBlock) throws {
    let program = try BuiltProgram()
    try program.write("main.swift", Array(example.lines.joined(separator: "\n").utf8))
    let outcome = try program.runTool(
      "swiftc",
      ["-typecheck", "-swift-version", "6", "-warnings-as-errors"] + moduleArguments
        + ["main.swift"])
    #expect(outcome == .success)
  }

  /// What `make demo` makes, with the program under test.
  @Test func theDemoEndsWithPicturesThatCanBeCompared() throws {
    let makefile = String(decoding: try readFile("\(checkout)/Makefile"), as: UTF8.self)
    let commands = makefile.split(separator: "\n").filter { $0.hasPrefix("\t$(BIN) images/") }
      .map { $0.dropFirst().replacing("$(BIN)", with: "\"$upsample\"") }
    let names = try #require(makefile.firstMatch(of: /compare (\S+png) with (\S+png)/))
    let program = try BuiltProgram()
    let images = "ln -s '\(sampleImages)' images; mkdir out; "
    let made = try program.runShell(images + commands.joined(separator: "\n"))
    #expect(made.status == 0, "\(made.error)")
    let compared = try program.run("diff out/\(names.1) out/\(names.2)")
    #expect(compared.output.hasPrefix("max diff"), "\(compared)")
  }

  /// The files that the examples read.
  private func prepareFiles(_ program: BuiltProgram) throws {
    let picture = try readFile("\(sampleImages)/gradients.png")
    for name in ["in", "a", "b", "text-bilinear", "text-bicubic"] {
      try program.write("\(name).png", picture)
    }
    for folder in ["photos", "IN", "in", "expected", "actual"] {
      try program.makeFolder(folder)
      try program.write("\(folder)/a.png", picture)
    }
    try program.write("in.jpg", readFile("\(sampleImages)/chroma-420.jpg"))
    #expect(try program.run("a.png b.jpg --scale 1 --quality 100") == .success)
    try program.write("v.npy", npyFile([1, 3, 3, 1], (0..<9).map(Float.init)))
    try program.write("x.npy", npyFile([1, 1, 3, 3], (0..<9).map(Float.init)))
    let networks = FilePath(#filePath).parent.parent.appending(
      FilePath("UpsampleNetworksTests/Goldens/fsrcnn_s13.onnx"))
    try program.write("net.onnx", readFile("\(networks)"))
    try program.write("k.npy", npyFile([2, 2, 3, 1], [Float](repeating: 1, count: 12)))
  }
}

/// The blocks without a language in which a line calls the program. What needs a
/// network, another machine or NumPy is left out, and so are synopses and an example
/// whose tensors of 512 channels are too much for a build that is not optimised.
private func shellExamples() throws -> [FencedBlock] {
  let others = ["https://", "rsync -", "python3 -c "]
  return try FencedBlock.all().filter { $0.language.isEmpty }
    .map { block in
      FencedBlock(
        page: block.page, language: "",
        lines: block.lines.filter { line in !others.contains { line.contains($0) } })
    }
    .filter { block in
      block.lines.contains { $0.hasPrefix("upsample ") }
        && !block.lines.contains { $0.contains("[OPTION]") || $0.contains(",512 ") }
    }
}

private func swiftExamples() throws -> [FencedBlock] {
  try FencedBlock.all().filter { $0.language == "swift" }
}
