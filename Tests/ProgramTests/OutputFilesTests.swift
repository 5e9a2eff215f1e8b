import Glibc
import TestSupport
import Testing

/// What the program does with the files that it writes, and never does to those
/// that it reads.
@Suite struct OutputFilesTests {
  private let program: BuiltProgram
  private let picture = grayPNG(width: 60, height: 60) { x, y in UInt8(x * y % 251) }

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", picture)
  }

  /// The last one written would stay.
  @Test func oneNameIsNotForTwoOutputs() throws {
    let program = try BuiltProgram()
    let told = try program.run("fit in --output ./k.npy --state k.npy")
    #expect(told.status == 2)
    #expect(told.error.hasPrefix("upsample: output k.npy: is named for two outputs.\n"))
  }

  @Test(arguments: [
    ("op conv2d --value v.npy --filter k.npy --output v.npy --padding SAME", "v.npy", "v.npy"),
    (
      "op conv2d --value v.npy --filter k.npy --output link.npy --padding SAME", "link.npy", "k.npy"
    ),
    ("kernel k.npy --output k.npy", "k.npy", "k.npy"),
    ("kernel k.npy --output hard.npy", "hard.npy", "k.npy"),
    ("explain --value v.npy --filter 3,3 --output v.png", "v.png", "v.npy"),
    ("in.png link.npy --format png --kernel k.npy", "link.npy", "k.npy"),
    ("diff in.png in.png in.png", "in.png", "in.png"),
    ("roundtrip in.png in.png", "in.png", "in.png"),
    ("roundtrip in.png out.png --forward in.png", "in.png", "in.png"),
  ])
  func noInputIsAnOutput(line: String, output: String, input: String) throws {
    try program.write("v.npy", npyFile([1, 2, 2, 1], [1, 2, 3, 4]))
    try program.write("k.npy", npyFile([2, 2, 1, 1], [1, 1, 1, 1]))
    #expect(
      try program.runShell("ln -s k.npy link.npy; ln k.npy hard.npy; ln v.npy v.png") == .success)
    let before = try program.names().map { try program.read($0) }
    let message = """
      upsample: output \(output): is the same file as the input \(input).
        Choose another name for the output.

      """
    #expect(try program.run(line) == .init(status: 2, output: "", error: message))
    #expect(try program.names().map { try program.read($0) } == before)
  }

  @Test func modeAndTimeAreCopiedOnRequest() throws {
    let shell = """
      umask 022; chmod 640 in.png; touch -d '2001-02-03 04:05:06.789' in.png
      "$upsample" in.png plain.png && "$upsample" -p in.png copied.png || exit
      stat -c '%a %Y' copied.png in.png; stat -c %a plain.png
      [ plain.png -nt in.png ] && "$upsample" - piped.png --preserve < in.png
      """
    let outcome = try program.runShell(shell)
    #expect(outcome.status == 0 && outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == lines[1] && lines[0].hasPrefix("640 "))
    #expect(lines.last == "644")
  }

  /// Nanoseconds since 1970 end in the year 2262 where they have 64 bits.
  @Test(arguments: ["1950-01-01 00:00:00.25", "2263-05-05 00:00:00.75"])
  func anyTimeIsCopied(time: String) throws {
    let outcome = try program.runShell(
      """
      touch -d '\(time)' in.png && "$upsample" -p in.png out.png && stat -c %y in.png out.png
      """)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.error == "" && lines.count == 2 && lines.first == lines.last, "\(outcome)")
  }

  /// However a run fails, the old file stays and nothing else does.
  @Test(arguments: ["ulimit -f 8", "ulimit -n 5", "ulimit -v 30000", "ulimit -f 0"])
  func aRunWithoutMeansLeavesNothing(limit: String) throws {
    try program.write("out.png", Array("old".utf8))
    let outcome = try program.runShell("\(limit); exec \"$upsample\" in.png out.png -s 40")
    #expect(outcome.status != 0)
    #expect(try program.read("out.png") == Array("old".utf8))
    #expect(try program.names() == ["in.png", "out.png"])
  }

  @Test func aFullStandardOutputIsToldOfOnce() throws {
    let message = "upsample: cannot write standard output: No space left on device.\n"
    let outcome = try program.run("in.png a.png --json", standardOutput: .full)
    #expect(outcome == .init(status: 4, output: "", error: message))
  }

  @Test func rivalsForOneOutputDoNoHarm() throws {
    let shell = """
      for i in 1 2 3 4; do "$upsample" in.png out.png -s 8 & done; wait
      "$upsample" in.png alone.png -s 8 && cmp out.png alone.png
      """
    #expect(try program.runShell(shell) == .success)
    #expect(try program.names() == ["alone.png", "in.png", "out.png"])
  }
}
