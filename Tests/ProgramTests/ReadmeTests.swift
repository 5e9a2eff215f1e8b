import Testing
import Upsample

@testable import upsample_cli

/// The shell examples of README.md, run as they stand there.
@Suite struct ReadmeTests {
  /// A block of shell commands, of which some run the program.
  struct Example: CustomTestStringConvertible {
    let lines: [Substring]

    var testDescription: String { lines.joined(separator: "; ") }
  }

  @Test func thereAreExamples() throws {
    let commands = try examples().flatMap(\.lines).filter { $0.hasPrefix("upsample ") }
    #expect(commands.count > 5, "README.md shows the program in use")
  }

  @Test(arguments: try examples())
  func runsWithoutAnError(_ example: Example) throws {
    let program = try BuiltProgram()
    try prepareFiles(program)
    let folder = FilePath(BuiltProgram.path).parent
    let script = ["set -e", "PATH='\(folder)':$PATH"] + example.lines.map(String.init)
    let outcome = try program.runTool("sh", ["-c", script.joined(separator: "\n")])
    #expect(outcome.status == 0, "\(outcome.error)")
    // A folder's work ends with an account of it.
    let complaints = outcome.error.split(separator: "\n").filter { !$0.contains(" made, ") }
    #expect(complaints == [])
  }

  /// The files that the examples read.
  private func prepareFiles(_ program: BuiltProgram) throws {
    let picture = try readFile("\(sampleImages)/gradients.png")
    for name in ["in.png", "a.png", "b.png"] { try program.write(name, picture) }
    try program.makeFolder("photos")
    try program.write("photos/a.png", picture)
    try program.write("in.jpg", readFile("\(sampleImages)/chroma-420.jpg"))
    #expect(try program.run("a.png b.jpg --scale 1 --quality 100") == .success)
    try program.write("v.npy", npyFile([1, 3, 3, 1], (0..<9).map(Float.init)))
    try program.write("k.npy", npyFile([2, 2, 1, 1], [1, 2, 3, 4]))
  }
}

/// The blocks without a language in which a line calls the program. Lines that
/// need a network are left out.
private func examples() throws -> [ReadmeTests.Example] {
  let text = String(decoding: try readFile("\(sampleImages)/../README.md"), as: UTF8.self)
  let blocks = text.split(separator: "\n```", omittingEmptySubsequences: false)
  // Text and blocks take turns.
  return blocks.enumerated().filter { $0.offset % 2 == 1 && $0.element.first == "\n" }
    .map { block in
      block.element.split(separator: "\n").filter { !$0.contains("https://") }
    }
    .filter { lines in lines.contains { $0.hasPrefix("upsample ") } }
    .map(ReadmeTests.Example.init)
}
