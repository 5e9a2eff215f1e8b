import TestSupport
import Testing

@Suite struct IdleOptionsTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) })
    #expect(try program.run("in.png in.jpg -s 1") == .success)
    try program.write("k.json", Array("[[1, 1], [1, 1]]".utf8))
  }

  @Test(arguments: [
    ("in.png out.png -q 85", "--quality acts on JPEG outputs, and there are none"),
    ("in.png out.png --progressive", "--progressive acts on JPEG outputs, and there are none"),
    ("in.jpg out.png --background red", "--background acts on JPEG outputs, and there are none"),
    ("in.png out.jpg --compression small", "--compression acts on PNG outputs, and there are none"),
    (
      "in.jpg out.jpg --color keep",
      "--color acts on PNG inputs that become JPEGs, and there are none"
    ),
    (
      "in.png out.png --normalize",
      "--normalize acts on the taps of a kernel file, and those of bilinear sum to 1"
    ),
    ("in.png out.png -q 9 --dry-run", "--quality acts on JPEG outputs, and there are none"),
    (
      "in.png out.png --keep-print-size --metadata strip",
      "--keep-print-size acts on the density, which --metadata strip leaves out"
    ),
    (
      "roundtrip in.png out.png -q 85 --json",
      "--quality acts on JPEG outputs, and there are none"
    ),
    (
      "kernel nearest --normalize",
      "--normalize acts on the taps of a kernel file, and those of nearest sum to 1"
    ),
  ])
  func anOptionWithNothingToActOnIsToldOf(line: String, text: String) throws {
    let outcome = try program.run(line)
    #expect(outcome.status == 0)
    #expect(outcome.error == "upsample: warning: \(text)\n")
  }

  @Test(arguments: [
    "in.png out.png --compression small", "in.png out.jpg -q 85 --progressive --background red",
    "in.png out.jpg --color keep", "in.png out.png --normalize --kernel k.json",
    "in.png out.png --keep-print-size -p --existing replace",
    "in.png out.png --max-scans 9 --first-frame --recover --orient keep --linear-light",
    "in.png out.png -q 85 --quiet", "roundtrip in.png out.png --quiet --forward s.jpg -q 85",
  ])
  func anOptionThatActsIsNot(line: String) throws {
    #expect(try program.run(line) == .success)
  }

  @Test func streamsHaveNoModeAndAreNeverThere() throws {
    let outcome = try program.runShell(
      #""$upsample" - - -p --existing skip < in.png > out.png"#)
    let expected = """
      upsample: warning: --preserve acts on files, and the output is a stream
      upsample: warning: --existing acts on files, and the output is a stream

      """
    #expect(outcome == .init(status: 0, output: "", error: expected))
  }

  /// In a folder, one picture is enough.
  @Test(arguments: ["in/a.png in/b.jpg more/", "batch in more"])
  func severalPicturesAreToldOfOnce(line: String) throws {
    try program.makeFolder("in")
    try program.write("in/a.png", try program.read("in.png"))
    try program.write("in/b.jpg", try program.read("in.jpg"))
    #expect(!(try program.run("\(line) -q 85 --compression small").error.contains("warning")))
    let png = try program.run("\(line) -q 85 --format png").error
    #expect(png.contains("upsample: warning: --quality acts on JPEG outputs, and there are none\n"))
    #expect(png.matches(of: /warning/).count == 1)
  }

  @Test(arguments: [
    ("in.png out.png --format jpeg", "JPEG"), ("in.jpg out.png --format same", "JPEG"),
    ("in.png out.JPG --format png", "PNG"),
  ])
  func aNameOfAnotherFormatIsToldOf(line: String, format: String) throws {
    let outcome = try program.run(line)
    let input = line.prefix(6)
    let text =
      "warning: \(input): the output is a \(format), as --format asks, whatever its name says"
    #expect(outcome == .init(status: 0, output: "", error: "upsample: \(text)\n"))
  }
}
