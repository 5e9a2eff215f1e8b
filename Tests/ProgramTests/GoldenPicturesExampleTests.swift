import TestSupport
import Testing
import Upsample

/// `Examples/golden-pictures/check`, run as a CI would.
@Suite struct GoldenPicturesExampleTests {
  private let program: BuiltProgram

  /// Two pictures, of which the second differs by 2 levels in one pixel.
  init() throws {
    program = try BuiltProgram()
    try program.makeFolder("made")
    try program.makeFolder("goldens")
    for name in ["goldens/a.png", "made/a.png", "goldens/b.png"] {
      try program.write(name, grayPNG(width: 8, height: 8) { x, y in UInt8(x * y) })
    }
    try program.write(
      "made/b.png", grayPNG(width: 8, height: 8) { x, y in UInt8(x * y + (x == y ? 2 * x / 7 : 0)) }
    )
  }

  private func check(_ thresholds: String...) throws -> BuiltProgram.Outcome {
    try run(["made/", "goldens/"] + thresholds)
  }

  private func run(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    let script = "\(FilePath(#filePath).parent)/../../Examples/golden-pictures/check"
    return try program.runTool("env", ["UPSAMPLE=\(BuiltProgram.path)", script] + arguments)
  }

  @Test func aPictureThatDiffersLeavesItsHeatMap() throws {
    let outcome = try check()
    #expect(outcome.status == 1)
    #expect(outcome.error == "")
    #expect(
      outcome.output.hasPrefix("b.png:\nmax diff          2 of 255 levels"), "\(outcome.output)")
    #expect(try program.names(in: "made") == ["a.png", "b.png", "b.png.heatmap.png"])
  }

  @Test func whatIsNoPictureIsLeftOut() throws {
    try program.write("goldens/README.md", Array("Twelve pictures.".utf8))
    #expect(try check("--max-diff", "2") == .success)
  }

  @Test(arguments: [
    (["made"], "usage: check MADE GOLDENS [THRESHOLD]...\n"),
    (["made", "none"], "check: none holds no PNG or JPEG\n"),
    (
      ["made", "goldens", "--max-diff", "one"],
      "upsample: --max-diff: \"one\" is not a whole number of levels from 0 to 65535.\n"
    ),
  ])
  func wrongUsageIsNoSuccess(arguments: [String], message: String) throws {
    let outcome = try run(arguments)
    #expect(outcome == BuiltProgram.Outcome(status: 2, output: "", error: message))
  }

  @Test func thresholdsArePassedOn() throws {
    #expect(try check("--max-diff", "2") == .success)
    #expect(try program.names(in: "made") == ["a.png", "b.png"])
    #expect(try check("--max-diff", "1", "--min-psnr", "10").status == 1)
  }

  @Test func namesMayBeInCapitals() throws {
    try program.write("goldens/C.PNG", program.read("goldens/a.png"))
    try program.write("made/C.PNG", program.read("made/b.png"))
    #expect(try check("--max-diff", "1").output.contains("C.PNG:\nmax diff          2 of"))
  }

  @Test func noHeatMapOfAnEarlierRunIsLeft() throws {
    #expect(try check().status == 1)
    try program.write("made/b.png", grayPNG(width: 8, height: 9) { _, _ in 0 })
    #expect(try check().output == "b.png:\nsizes differ      8x8 and 8x9\n")
    #expect(try program.names(in: "made") == ["a.png", "b.png"])
  }

  @Test func aPictureThatWasNotMadeIsAFailure() throws {
    try program.write("goldens/c.png", program.read("goldens/a.png"))
    let outcome = try check("--max-diff", "2")
    #expect(outcome.status == 3)
    #expect(outcome.error == "upsample: cannot open made/c.png: No such file or directory.\n")
  }
}
