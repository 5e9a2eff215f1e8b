import Testing
import Upsample

@testable import upsample_cli

@Suite struct OutputPlanTests {
  @Test(arguments: [
    ("a.png b.png", ["a.png>b.png"]),
    ("- -", ["->-"]),
    ("a.png -", ["a.png>-"]),
    ("x/a.png new/", ["x/a.png>new/a.png"]),
    ("x/a.png b.jpg new/", ["x/a.png>new/a.png", "b.jpg>new/b.jpg"]),
    ("a /tmp", ["a>/tmp/a"]),
  ])
  func outputsAreNamed(operands: String, pairs: [String]) throws {
    let plan = try OutputPlan(words(operands), format: nil)
    #expect(plan.pairs.map { "\($0.input.operand)>\($0.output.operand)" } == pairs)
    #expect(plan.newFolder == (operands.hasSuffix("new/") ? FilePath("new/") : nil))
  }

  @Test(arguments: [
    (OutputFormat.png, ["new/a.png", "new/b.png", "new/c.png", "new/.d.png"]),
    (.jpeg, ["new/a.jpg", "new/b.JPEG", "new/c.jpg", "new/.d.jpg"]),
    (.same, ["new/a.png", "new/b.JPEG", "new/c", "new/.d"]),
  ])
  func outputsInAFolderGetTheFormatsExtension(format: OutputFormat, outputs: [String]) throws {
    let plan = try OutputPlan(words("a.png b.JPEG c .d new/"), format: format)
    #expect(plan.pairs.map { "\($0.output.operand)" } == outputs)
  }

  @Test(arguments: [
    (
      "a.png b.png out.png",
      """
      upsample: output out.png: is not a folder, but 2 inputs need one.
        End with a folder: one that exists, or a new name with a slash, as larger/.

      """
    ),
    (
      "a.png - new/",
      """
      upsample: -: standard input has no name that its output in new/ could have.
        Name a file instead of a folder.

      """
    ),
    (
      "x/a.png y/a.png new/",
      "upsample: output new/a.png: x/a.png and y/a.png would both become it.\n"
    ),
    (
      "a.png a.jpg --format png new/",
      "upsample: output new/a.png: a.png and a.jpg would both become it.\n"
    ),
    (
      "x/p.png folder/q.png folder",
      "upsample: output folder/q.png: would replace the input folder/q.png.\n"
    ),
  ])
  func plansThatLosePicturesAreRefusedBeforeWorkStarts(line: String, message: String) throws {
    let program = try BuiltProgram()
    try program.makeFolder("folder")
    try program.write("folder/q.png", [1, 2, 3])
    let outcome = try program.run(line)
    #expect(outcome == .init(status: 2, output: "", error: message))
    #expect(try program.names() == ["folder"])
    #expect(try program.read("folder/q.png") == [1, 2, 3])
  }

  private func words(_ line: String) -> [FilePath] {
    line.split(separator: " ").map { FilePath(String($0)) }
  }
}
