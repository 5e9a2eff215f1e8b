import TestSupport
import Testing

/// What becomes of files in folders that have no output.
@Suite struct BatchFailureTests {
  private let program = try! BuiltProgram()

  init() throws {
    for name in ["in", "in/deep"] { try program.makeFolder(name) }
    for name in ["in/a.png", "in/deep/b.png"] {
      try program.write(name, grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) })
    }
  }

  @Test func everyFailureNamesItsPicture() throws {
    try program.write("in/wide.png", grayPNG(width: 9, height: 1) { x, _ in UInt8(x) })
    let told =
      "in/wide.png: --size: a width of 8 is smaller than the input's 9, and upsample makes "
      + "pictures larger.\n  Give a width of at least 9.\n"
    let batch = try program.run("batch in out --size 8x --quiet")
    #expect(batch == .init(status: 1, output: "", error: "upsample: \(told)"))
    try program.makeFolder("larger")
    let several = try program.run("in/a.png in/wide.png larger --size 8x")
    #expect(several == .init(status: 1, output: "", error: "upsample: \(told)"))
    let single = try program.run("in/wide.png wide.png --size 8x")
    #expect(single.error.hasPrefix("upsample: --size: a width of 8 is"))
  }

  @Test func aReportThatCannotBeWrittenIsTold() throws {
    // One after the other: a report has one writer.
    for command in ["--report /dev/full", "--report /dev/full --quiet"] {
      let outcome = try program.run("batch in out \(command)")
      #expect(outcome.status == 4)
      #expect(outcome.error.contains("/dev/full"), "\(outcome.error)")
      #expect(outcome.error.contains("No space left on device"), "\(outcome.error)")
    }
  }

  @Test func aRemedyIsToldOnceForPicturesInARow() throws {
    try program.write("kernel.json", Array("[[[[1, 1]]]]".utf8))
    let outcome = try program.run("batch in out --kernel kernel.json --quiet")
    #expect(outcome.status == 1)
    let fault =
      "--kernel: a filter of shape [1, 1, 1, 2] takes 2 channels to 1, and the picture has 1."
    let remedy =
      "  Give a filter [height, width, outChannels, 1] with 1 to 4 outChannels, or a 2-D filter "
      + "for every channel."
    #expect(
      outcome.error.split(separator: "\n").map(String.init).sorted()
        == [remedy, "upsample: in/a.png: \(fault)", "upsample: in/deep/b.png: \(fault)"])
  }

  /// What fits no picture is told once, before the first one.
  @Test(arguments: ["batch in out", "in/a.png in/deep/b.png out/"])
  func aKernelThatFitsNoPictureIsRefusedAtOnce(command: String) throws {
    try program.write("kernel.json", Array("[[[[1, 1, 1, 1, 1]]]]".utf8))
    let outcome = try program.run("\(command) --kernel kernel.json")
    #expect(
      outcome
        == .init(
          status: 2, output: "",
          error: """
            upsample: --kernel: a filter of shape [1, 1, 1, 5] takes 5 channels to 1, and pictures \
            have 1 to 4.
              Give a filter [height, width, outChannels, inChannels] with 1 to 4 of each, or a 2-D \
            filter for every channel.

            """))
    #expect(try !program.names().contains("out"))
  }

  /// The system makes up what such a file holds while it is read: some have the reader
  /// wait for ever.
  @Test(arguments: ["batch in out", "batch in out --format png", "batch in out --list"])
  func aFileThatTheSystemMakesUpIsNotRead(command: String) throws {
    let outcome = try program.runShell(
      """
      env -i "$(printf '\\211PNG\\r\\n\\032\\n=')" sleep 60 & process=$!
      ln -s /proc/kmsg in/waiting && ln -s /proc/$process/environ in/a.jpg && sleep 0.2 || exit 99
      timeout 30 "$upsample" \(command); status=$?
      kill $process; exit $status
      """)
    // Not everyone may open the first one.
    #expect([0, 1].contains(outcome.status), "\(outcome)")
    #expect(!outcome.error.contains("truncated") && !outcome.output.contains("a.jpg"))
  }
}
