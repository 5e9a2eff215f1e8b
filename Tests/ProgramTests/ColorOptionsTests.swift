import TestSupport
import Testing
import Upsample

/// `--linear-light`, `--background` and `--color`, and all that they print.
@Suite struct ColorOptionsTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  /// Columns of black and white, as the given chunks say.
  private func writeStripes(_ chunks: [(String, [UInt8])] = []) throws {
    try program.write(
      "in.png",
      grayPNG(width: 8, height: 8, chunks: chunks) { x, _ in
        x % 2 == 0 ? 0 : 255
      })
  }

  /// A half and a quarter of the light, not of the code.
  @Test(arguments: ["upsample in.png out.png", "batch folder larger"])
  func lightIsInterpolated(command: String) throws {
    try writeStripes()
    try program.makeFolder("folder")
    try program.write("folder/out.png", program.read("in.png"))
    let isBatch = command.hasPrefix("batch")
    let line = isBatch ? command + " --quiet" : "in.png out.png"
    #expect(try program.run("\(line) -s 2 --linear-light") == .success)
    let row = try samples(isBatch ? "larger/out.png" : "out.png").prefix(6)
    #expect(row == [0, 137, 225, 225, 137, 137])
  }

  @Test func roundTripsAreOfLightOnRequest() throws {
    try writeStripes()
    let plain = try program.run("roundtrip in.png plain.png --forward small.png --quiet")
    let light = try program.run(
      "roundtrip in.png light.png --forward light-small.png --linear-light --quiet")
    #expect(plain.status == 0 && light.status == 0)
    #expect(try samples("small.png")[5] == 128)
    #expect(try samples("light-small.png")[5] == 188)
  }

  @Test func curvesThatAreNotKnownAreWarnedOf() throws {
    try writeStripes([("cICP", [1, 3, 0, 1])])
    let outcome = try program.run("in.png out.png --linear-light")
    #expect(
      outcome
        == .init(
          status: 0, output: "",
          error: "upsample: warning: in.png: the transfer function 3 of its cICP is not known; "
            + "light was interpolated by sRGB's tone curve\n"))
  }

  /// The logo's corner is transparent.
  @Test(arguments: [
    ("", [255, 255, 255] as [Float]), ("--background ff8000", [255, 128, 0]),
    ("--background #f80", [255, 136, 0]), ("--background Teal", [0, 128, 128]),
    ("--background bkgd", [255, 255, 255]),
  ])
  func transparencyIsFlattened(option: String, corner: [Float]) throws {
    try program.write("in.png", readFile("\(sampleImages)/logo.png"))
    let warning =
      switch option {
      case "": "its transparency is flattened on white; --background takes another colour"
      case "--background bkgd": "it names no background of its own, flattened on white"
      default: nil as String?
      }
    #expect(
      try program.run("in.png out.jpg -q 100 \(option)")
        == .init(
          status: 0, output: "",
          error: warning.map { "upsample: warning: in.png: \($0)\n" } ?? ""))
    let seen = try samples("out.jpg").prefix(3)
    #expect(zip(seen, corner).allSatisfy { abs($0 - $1) <= 1 }, "\(seen)")
    #expect(try program.run("in.png out.png \(option) --quiet") == .success)
  }

  @Test func coloursBecomeSRGBInAJPEG() throws {
    try program.write(
      "in.png",
      grayPNG(width: 8, height: 8, chunks: [("gAMA", [0, 1, 0x86, 0xa0])]) { _, _ in 55 })
    let outcome = try program.run("in.png out.jpg -q 100 --verbose")
    #expect(outcome.error.hasSuffix("upsample: in.png: its colours became sRGB\n"))
    #expect(try samples("out.jpg").prefix(2) == [128, 128])
    let kept = try program.run("in.png kept.jpg -q 100 --color keep")
    #expect(
      kept
        == .init(
          status: 0, output: "",
          error: "upsample: warning: in.png: its colours are kept as they are stored; a JPEG does "
            + "not tell of them, so they may look different\n"))
    #expect(try samples("kept.jpg").prefix(2) == [55, 55])
    #expect(try program.run("in.png out.png --color keep --quiet") == .success)
  }

  @Test(arguments: [
    (
      "--background mauve",
      """
      upsample: --background: "mauve" is not a colour it knows.
        Write hexadecimal digits, as ff8000, or choose among bkgd, aqua, black, blue, fuchsia, \
      gray, green, lime, maroon, navy, olive, purple, red, silver, teal, white, yellow.

      """
    ),
    (
      "--background",
      "upsample: --background: the value C is missing.\n  See \"upsample --help\".\n"
    ),
    (
      "--color vivid",
      "upsample: --color: \"vivid\" is not a word it knows.\n  Choose among convert, keep.\n"
    ),
    (
      "--linear-light=yes",
      """
      upsample: --linear-light: takes no value, but is given "yes".
        See "upsample --help".

      """
    ),
    (
      "--linear-lite",
      """
      upsample: --linear-lite: there is no such option.
        The nearest is --linear-light. "upsample --help" lists them all.

      """
    ),
  ])
  func wrongValuesAreRefused(options: String, error: String) throws {
    try writeStripes()
    let outcome = try program.run("in.png out.jpg \(options)")
    #expect(outcome == .init(status: 2, output: "", error: error))
    #expect(try program.names() == ["in.png"])
  }

  @Test(arguments: [
    ("roundtrip in.png out.png --background red", "--background", "roundtrip"),
    ("roundtrip in.png out.png --color keep", "--color", "roundtrip"),
    ("diff in.png in.png --linear-light", "--linear-light", "diff"),
  ])
  func otherCommandsRefuseThem(line: String, option: String, command: String) throws {
    try writeStripes()
    let error = """
      upsample: \(option): is not an option of "upsample \(command)".
        See "upsample \(command) --help".

      """
    #expect(try program.run(line) == .init(status: 2, output: "", error: error))
  }

  private func samples(_ name: String) throws -> [Float] {
    try Tensor(image: FilePath("\(program.directory)/\(name)")).scalars
  }
}
