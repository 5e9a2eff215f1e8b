import TestSupport
import Testing
import Upsample

@testable import upsample_cli

@Suite struct ArgumentsTests {
  @Test(arguments: [
    "--scale 3 --quiet a b", "a --scale=3 b --quiet", "a b -s 3 --quiet", "--quiet -s3 a b",
    "--scale 2 a b --quiet --scale 3", "--quiet --scale 3 -- a b",
  ])
  func optionsMayStandAnywhereAndTheLastCounts(line: String) throws {
    let arguments = try Arguments(words(line))
    #expect(arguments.text(.scale) == "3")
    #expect(arguments.has(.quiet))
    #expect(!arguments.has(.verbose))
    #expect(arguments.operands.map(\.description) == ["a", "b"])
  }

  @Test func twoDashesEndOptionsAndCommands() throws {
    let arguments = try Arguments(words("-- help --scale - --"))
    #expect(arguments.command.name == .upsample)
    #expect(arguments.operands == words("help --scale - --"))
  }

  @Test func onlyTheFirstOperandNamesACommand() throws {
    #expect(try Arguments(words("--help help man")).command.name == .help)
    #expect(try Arguments(words("in.png help")).command.name == .upsample)
    #expect(try Arguments(words("./help out.png")).command.name == .upsample)
  }

  @Test func valuesMayBeNegativeOrBeginWithADashAfterAnEqualsSign() throws {
    #expect(try Arguments(words("--jobs -1")).text(.jobs) == "-1")
    #expect(try Arguments(words("--kernel=--x.npy")).text(.kernel) == "--x.npy")
    #expect(try Arguments(words("--kernel=")).text(.kernel) == "")
    #expect(try Arguments(words("--kernel -")).text(.kernel) == "-")
  }

  @Test func valuesKeepTheirBytes() throws {
    let name = FilePath(bytes: [0x6b, 0xff, 0x0a, 0x3d])
    let attached = FilePath(bytes: Array("--kernel=".utf8) + name.bytes)
    #expect(try Arguments([attached])[.kernel] == name)
    #expect(try Arguments([FilePath("-k"), name])[.kernel] == name)
    #expect(try Arguments([name]).operands == [name])
  }

  @Test(arguments: [
    (
      "--scael 2 a b",
      """
      upsample: --scael: there is no such option.
        The nearest is --scale. "upsample --help" lists them all.

      """
    ),
    (
      "a b -z",
      """
      upsample: -z: there is no such option.
        "upsample --help" lists them all.

      """
    ),
    (
      "a b --comp fast",
      """
      upsample: --comp: there is no such option.
        The nearest is --compression. "upsample --help" lists them all.

      """
    ),
    (
      "diff a b --boarder wrap",
      """
      upsample: --boarder: there is no such option.
        "upsample diff --help" lists them all.

      """
    ),
    (
      "-dash.jpg out.png",
      """
      upsample: -dash.jpg: there is no such option.
        For a file of that name write ./-dash.jpg or put -- before it. "upsample --help" lists \
      them all.

      """
    ),
    (
      "-sunset.PNG out.png",
      """
      upsample: -sunset.PNG: there is no such option.
        For a file of that name write ./-sunset.PNG or put -- before it. "upsample --help" lists \
      them all.

      """
    ),
    (
      "completion bash",
      """
      upsample: completion: there is neither a file nor a command of that name.
        The nearest command is: upsample completions

      """
    ),
    (
      "explian",
      """
      upsample: explian: there is neither a file nor a command of that name.
        The nearest command is: upsample explain

      """
    ),
    (
      "a b --kernel --border wrap",
      """
      upsample: --kernel: the value K is missing.
        A value that begins with a dash is written --kernel=-...

      """
    ),
    (
      "a b --scale",
      """
      upsample: --scale: the value S is missing.
        See "upsample --help".

      """
    ),
    (
      "a b --quiet=yes",
      """
      upsample: --quiet: takes no value, but is given "yes".
        See "upsample --help".

      """
    ),
    (
      "completions bash --scale 2",
      """
      upsample: --scale: is not an option of "upsample completions".
        See "upsample completions --help".

      """
    ),
    (
      "a.png b.png --shard 0/2",
      """
      upsample: --shard: is an option for folders.
        Give a folder and its output: upsample batch IN OUT.

      """
    ),
    (
      "man page",
      """
      upsample: man: the operand page is one too many.
        See "upsample man --help".

      """
    ),
    (
      "completions",
      """
      upsample: completions: bash|zsh|fish is missing.
        See "upsample completions --help".

      """
    ),
    (
      "in.png",
      """
      upsample: IN OUT: both are needed, but only in.png is given.
        As in: upsample in.png out.png

      """
    ),
  ])
  func wrongUsageIsToldWithItsRemedy(line: String, message: String) throws {
    let outcome = try BuiltProgram().run(line)
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test func aFileThatBeginsWithADashIsNamedAsOne() throws {
    let program = try BuiltProgram()
    try program.write("-z", grayPNG(width: 1, height: 1) { _, _ in 5 })
    let message = """
      upsample: -z: there is no such option.
        For a file of that name write ./-z or put -- before it. "upsample --help" lists them all.

      """
    #expect(try program.run("-z out.png") == .init(status: 2, output: "", error: message))
    #expect(try program.run("./-z out.png") == .success)
    #expect(try program.run("-- -z out.png") == .success)
  }

  @Test func anEmptyOperandIsRefused() throws {
    let outcome = try BuiltProgram().run([FilePath("in.png"), FilePath("")])
    let message = """
      upsample: an operand: a file name can't be empty.
        See "upsample --help".

      """
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test func anOptionThatIsNotTextIsToldInPrintableForm() throws {
    let outcome = try BuiltProgram().run([FilePath(bytes: [0x2d, 0x2d, 0xff, 0x0a])])
    let line = outcome.error.split(separator: "\n").first
    #expect(line == #"upsample: --\xff\x0a: there is no such option."#)
    #expect(outcome.status == 2)
  }

  private func words(_ line: String) -> [FilePath] {
    line.split(separator: " ").map { FilePath(String($0)) }
  }
}
