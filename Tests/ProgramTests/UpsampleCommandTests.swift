import TestSupport
import Testing
import Upsample

@Suite struct UpsampleCommandTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    let picture = grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) }
    try program.write("in.png", picture)
  }

  @Test(arguments: [
    ("in.png out.png", [10, 8]), ("in.png out.png -s 3x1", [15, 4]),
    ("--scale=1.5 in.png out.png", [8, 6]), ("in.png --size 11x9 out.png", [11, 9]),
    ("in.png --size 15x out.png", [15, 12]), ("in.png --size x12 out.png --quiet", [15, 12]),
    ("-- in.png out.png", [10, 8]),
  ])
  func aPictureBecomesLargerWithoutAWord(line: String, size: [Int]) throws {
    #expect(try program.run(line) == .init(status: 0, output: "", error: ""))
    #expect(pngSize(try program.read("out.png")) == size)
    #expect(try program.names() == ["in.png", "out.png"])
  }

  @Test func namesNeedNotBeText() throws {
    let output = FilePath(bytes: [0x6F, 0xFF, 0x0A] + Array(".png".utf8))
    let outcome = try program.run([FilePath("in.png"), output])
    #expect(outcome == .init(status: 0, output: "", error: ""))
    #expect(try program.names() == ["in.png", #"o\xff\x0a.png"#])
  }

  /// A kernel of ones that is as large as the stride repeats every pixel.
  @Test(arguments: ["ones.npy", "ones.json"])
  func aKernelMayBeAFile(name: String) throws {
    try program.write("ones.npy", npyFile([2, 2], [1, 1, 1, 1]))
    try program.write("ones.json", Array("[[1, 1], [1, 1]]".utf8))
    let outcome = try program.run("in.png out.png --kernel \(name)")
    #expect(outcome == .init(status: 0, output: "", error: ""))
    #expect(try program.run("in.png nearest.png --kernel nearest").status == 0)
    #expect(try program.read("out.png") == program.read("nearest.png"))
  }

  @Test func jsonIsOneLineAFile() throws {
    let outcome = try program.run("in.png out.png --json")
    let expected = """
      {"input":"in.png","output":"out.png","status":"written","input_width":5,"input_height":4,\
      "output_width":10,"output_height":8,"channels":1,"bit_depth":8,"input_format":"png",\
      "output_format":"png","milliseconds":T}

      """
    #expect(untimed(outcome) == .init(status: 0, output: expected, error: ""))
  }

  @Test func verboseTellsWhatWasDone() throws {
    let outcome = try program.run("in.png out.png --verbose --kernel nearest")
    let expected = "upsample: in.png (png, 5x4) -> out.png (png, 10x8), nearest, T ms\n"
    #expect(untimed(outcome) == .init(status: 0, output: "", error: expected))
  }

  @Test func aPipeIsReadAndWritten() throws {
    let file = try program.read("in.png")
    let outcome = try program.run("- out.png", input: file)
    #expect(outcome == .init(status: 0, output: "", error: ""))
    #expect(pngSize(try program.read("out.png")) == [10, 8])
    let piped = try program.runTool(
      "sh", ["-c", "'\(BuiltProgram.path)' in.png - > piped.png"])
    #expect(piped == .init(status: 0, output: "", error: ""))
    #expect(try program.read("piped.png") == program.read("out.png"))
  }

  @Test func severalInputsGoToAFolderThatIsMade() throws {
    try program.write("second.png", try program.read("in.png"))
    let outcome = try program.run("in.png second.png larger/")
    #expect(outcome == .init(status: 0, output: "", error: ""))
    #expect(try program.names(in: "larger") == ["in.png", "second.png"])
  }

  @Test func oneFailingInputDoesNotStopTheRest() throws {
    try program.write("torn.png", Array(try program.read("in.png").prefix(50)))
    try program.makeFolder("folder")
    let outcome = try program.run("torn.png folder missing.png in.png larger/ --json")
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.status == 1)
    #expect(lines.count == 4)
    #expect(lines.filter { $0.contains(#""status":"failed","error":""#) }.count == 3)
    #expect(lines.last?.contains(#""status":"written""#) == true)
    #expect(outcome.error.contains("upsample: folder is a folder, not a picture.\n"))
    #expect(
      outcome.error.contains("upsample: cannot open missing.png: No such file or directory.\n"))
    #expect(try program.names(in: "larger") == ["in.png"])
  }

  @Test(arguments: [
    ("missing.png out.png", 3 as Int32),
    ("missing.png in.png nowhere/out.png", 2),
    ("in.png nowhere/out.png", 4),
    ("missing.png also-missing.png larger/", 3),
    ("in.png out.png --max-pixels 19", 3),
    ("in.png out.jpg --size 65501x4", 4),
    ("in.png out.gif", 2),
    ("in.png out.png --kernel cubic", 2),
    ("in.png out.png --kernel missing.npy", 3),
    ("in.png out.png --kernel in.npy", 3),
  ])
  func theStatusTellsWhoseFaultItIs(line: String, status: Int32) throws {
    let outcome = try program.run(line)
    #expect(outcome.status == status)
    #expect(outcome.output == "")
    #expect(outcome.error.hasPrefix("upsample: "))
    #expect(!(try program.names().contains { $0.hasPrefix("out") }))
  }

  @Test(arguments: [
    ("replace", 0 as Int32, "written"), ("skip", 0, "skipped"), ("fail", 4, "failed"),
  ])
  func anOutputThatIsThereIsTreatedAsAsked(
    policy: String, status: Int32, outcome: String
  ) throws {
    try program.write("out.png", [1])
    let run = try program.run("in.png out.png --json --existing \(policy)")
    #expect(run.status == status)
    #expect(run.output.contains(#""status":"\#(outcome)""#))
    #expect((try program.read("out.png") == [1]) == (policy != "replace"))
  }

  @Test(arguments: [
    (
      "in.png out.png --scale 3 --size 15x12",
      """
      upsample: --size: can't be given together with --scale.
        See "upsample --help".

      """
    ),
    (
      "in.png out.png --quiet --verbose",
      """
      upsample: --quiet: contradicts --verbose.
        See "upsample --help".

      """
    ),
    (
      "in.png - --json",
      """
      upsample: --json: standard output can't hold both the picture and the JSON.
        Name an output file.

      """
    ),
    (
      "in.png out.png --border mirror",
      """
      upsample: --border: "mirror" is not a word it knows.
        Choose among replicate, reflect, wrap, zero.

      """
    ),
  ])
  func contradictionsAreRefused(line: String, message: String) throws {
    #expect(try program.run(line) == .init(status: 2, output: "", error: message))
    #expect(try program.names() == ["in.png"])
  }

  @Test func anOutputThatStaysIsToldWithTheChoice() throws {
    try program.write("out.png", [1])
    let message = """
      upsample: cannot create out.png: File exists.
        The choice of --existing keeps it; replace overwrites it.

      """
    let outcome = try program.run("in.png out.png --existing fail")
    #expect(outcome == .init(status: 4, output: "", error: message))
  }

  @Test func limitsAreToldWithTheOptionsConcerned() throws {
    let input = try program.run("in.png out.png --max-pixels 19")
    let inputMessage = """
      upsample: in.png has 20 pixels; the limit is 19.
        Raise the limit with --max-pixels.

      """
    #expect(input == .init(status: 3, output: "", error: inputMessage))
    let output = try program.run("in.png out.png --scale 999999")
    #expect(output.status == 4)
    #expect(output.error.hasSuffix("\n  Choose a smaller --scale or --size.\n"))
  }

  @Test func qualityIsKeptOfJPEGsAlone() throws {
    let message = """
      upsample: --quality: the input is no JPEG, so there is nothing to keep.
        Give a number from 1 to 100.

      """
    let outcome = try program.run("in.png out.jpg -q keep")
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test func aFolderIsNoPicture() throws {
    try program.makeFolder("folder")
    let message = """
      upsample: folder is a folder, not a picture.
        Give it alone: upsample folder FOLDER

      """
    let outcome = try program.run("in.png folder larger/")
    #expect(outcome == .init(status: 1, output: "", error: message))
  }

  @Test func progressIsDrawnOnOneLineAndErased() throws {
    let outcome = try program.run("in.png out.png --progress always")
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    #expect(outcome.error.hasPrefix("\rin.png  "))
    #expect(outcome.error.hasSuffix("\r\u{1B}[K"))
    #expect(!outcome.error.contains("\n"))
    let quiet = try program.run("in.png out.png --progress auto")
    #expect(quiet == .init(status: 0, output: "", error: ""))
  }

  /// The outcome with every measured time replaced by `T`.
  private func untimed(_ outcome: BuiltProgram.Outcome) -> BuiltProgram.Outcome {
    var outcome = outcome
    outcome.output.replace(/"milliseconds":[0-9.]+/, with: #""milliseconds":T"#)
    outcome.error.replace(/[0-9.]+ ms/, with: "T ms")
    return outcome
  }
}
