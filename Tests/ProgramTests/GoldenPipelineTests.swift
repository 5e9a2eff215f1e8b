import TestSupport
import Testing
import Upsample

/// What the pipelines of `Examples/golden-pictures` run, as a CI would.
@Suite struct GoldenPipelineTests {
  private let program: BuiltProgram

  /// Two goldens.
  init() throws {
    program = try BuiltProgram()
    for folder in ["goldens", "actual", "bin"] { try program.makeFolder(folder) }
    for name in ["a", "b"] {
      try program.write(
        "goldens/\(name).png", grayPNG(width: 8, height: 8) { x, y in UInt8(x * y) })
    }
  }

  /// The commands of a pipeline, run with a program `render` that makes the second picture of a
  /// level.
  private func run(_ pipeline: String, level: UInt8) throws -> BuiltProgram.Outcome {
    let path = "\(checkout)/Examples/golden-pictures/\(pipeline)"
    let lines = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n")
    let commands = lines.compactMap { line in
      line.firstMatch(of: /^ +- (?:run: )?((?:render|upsample|cat) .*)/).map { String($0.1) }
    }
    try program.write(
      "b.png", grayPNG(width: 8, height: 8) { x, y in UInt8(x * y) + (x + y == 0 ? level : 0) })
    let render = "#!/bin/sh\ncp goldens/a.png b.png $2\n"
    try program.write("bin/render", Array(render.utf8))
    let script = """
      chmod +x bin/render; ln -sf "$upsample" bin/upsample; PATH=$PWD/bin:$PATH
      export GITHUB_STEP_SUMMARY=steps; status=0
      \(commands.map { "\($0) || status=$?" }.joined(separator: "\n"))
      exit $status
      """
    return try program.runShell(script)
  }

  @Test(arguments: ["github.yml", "gitlab.yml"])
  func picturesThatAreRightPass(pipeline: String) throws {
    let outcome = try run(pipeline, level: 0)
    #expect(outcome == .init(status: 0, output: "2 pictures: 2 equal\n", error: ""))
  }

  @Test(arguments: ["github.yml", "gitlab.yml"])
  func oneThatIsNotFailsAndIsReported(pipeline: String) throws {
    let outcome = try run(pipeline, level: 9)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("changed  b.png: max diff 9 of 255 levels"), "\(outcome)")
    let report = try program.names(in: "report")
    #expect(report.contains("index.html") && report.contains("junit.xml"))
    guard pipeline == "github.yml" else { return }
    #expect(outcome.output.hasPrefix("::error file=goldens/b.png,"))
    #expect(try !program.read("steps").isEmpty)
  }
}
