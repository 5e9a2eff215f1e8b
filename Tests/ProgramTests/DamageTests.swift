import TestSupport
import Testing

/// Damaged and excessive inputs, as the program answers them.
@Suite struct DamageTests {
  private let program: BuiltProgram
  private let picture = grayPNG(width: 4, height: 3) { x, y in UInt8(10 * x + 50 * y) }

  init() throws { program = try BuiltProgram() }

  @Test func cutPictureIsRefusedAndLeavesTheOldOutput() throws {
    try program.write("in.png", Array(picture.dropLast(30)))
    try program.write("out.png", [1, 2, 3])
    let outcome = try program.run("in.png out.png")
    #expect(
      outcome
        == .init(
          status: 3, output: "",
          error: """
            upsample: in.png is truncated at row 1 of 3, byte 53; \
            --recover makes do with what can be read.

            """))
    #expect(try program.read("out.png") == [1, 2, 3])
    #expect(try program.names() == ["in.png", "out.png"])
  }

  /// Advice that the command can't take is none.
  @Test func onlyCommandsThatRecoverSaySo() throws {
    try program.write("in.png", Array(picture.dropLast(30)))
    try program.write("sound.png", picture)
    for line in ["diff in.png sound.png", "roundtrip in.png out.png"] {
      let outcome = try program.run(line)
      #expect(outcome.status == 3 || outcome.status == 2)
      #expect(outcome.error == "upsample: in.png is truncated at row 1 of 3, byte 53.\n")
    }
  }

  @Test func cutPictureIsRecoveredOnRequest() throws {
    try program.write("in.png", Array(picture.dropLast(24)))
    let warning =
      "recovered 2 of 3 rows: it is truncated at row 3 of 3, byte 59; the rest is black"
    let outcome = try program.run("--recover in.png out.png --scale 1 --kernel nearest")
    #expect(
      outcome == .init(status: 0, output: "", error: "upsample: warning: in.png: \(warning)\n"))
    let expected = grayPNG(width: 4, height: 3) { x, y in y < 2 ? UInt8(10 * x + 50 * y) : 0 }
    try program.write("expected.png", expected)
    #expect(try program.run("diff out.png expected.png --quiet") == .success)
    let json = try program.run("--recover in.png out.png --json --quiet").output
    #expect(json.contains("\"warnings\":[\"\(warning)\"]"), "\(json)")
  }

  /// A picture of many rows after whose few arithmetic codes the decoder would
  /// take zeros for more of them.
  @Test func codesThatHaveEndedAreNotReadOn() throws {
    try program.write("in.jpg", readFile("\(fuzzSeeds)/jpeg/arithmetic-large-cut"))
    let outcome = try program.run("in.jpg out.png --scale 1")
    #expect(outcome.status == 3)
    #expect(
      outcome.error.hasPrefix("upsample: in.jpg is truncated at row "), "\(outcome.error)")
    #expect(try program.names() == ["in.jpg"])
  }

  @Test func pixelsBeyondTheLimitNameTheOption() throws {
    try program.write("in.png", picture)
    let outcome = try program.run("in.png out.png --max-pixels 11")
    #expect(
      outcome
        == .init(
          status: 3, output: "",
          error: """
            upsample: in.png has 12 pixels; the limit is 11.
              Raise the limit with --max-pixels.

            """))
    #expect(try program.run("in.png out.png --max-pixels 12") == .success)
  }

  @Test func metadataBeyondTheLimitNamesTheOption() throws {
    let chunk = ("prVt", [UInt8](repeating: 0, count: 501))
    try program.write("in.png", grayPNG(width: 4, height: 3, chunks: [chunk]) { _, _ in 9 })
    let outcome = try program.run("in.png out.png --max-metadata 2K --metadata strip")
    #expect(
      outcome
        == .init(
          status: 3, output: "",
          error: """
            upsample: in.png has 501 bytes or more in its chunk prVt; the limit is 500.
              Raise it with --max-metadata, of which one piece may have a quarter.

            """))
    #expect(try program.names() == ["in.png"])
    #expect(try program.run("in.png out.png --max-metadata 2004") == .success)
  }

  @Test(arguments: ["0", "-1", "1000001", "many"])
  func scanLimitsAreNumbers(text: String) throws {
    let outcome = try program.run("in.png out.png --max-scans=\(text)")
    let rule = "is not a whole number from 1 to 1000000"
    #expect(outcome.status == 2)
    #expect(outcome.error == "upsample: --max-scans: \"\(text)\" \(rule).\n")
  }
}
