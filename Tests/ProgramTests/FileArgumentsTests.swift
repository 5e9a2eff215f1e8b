import TestSupport
import Testing

/// Names that can't be those of the files they stand for, and folders that are not there.
@Suite struct FileArgumentsTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) })
    try program.makeFolder("photos")
    try program.write("photos/a.png", try program.read("in.png"))
  }

  @Test(
    arguments: [
      (
        "https://example.org/a.png?b=1 out.png",
        "Fetch it by another program, as in: "
          + "curl -fsSL 'https://example.org/a.png?b=1' | upsample - out.png"
      ),
      (
        "diff in.png HTTPS://example.org/a.png",
        "Fetch it by another program, as in: "
          + "curl -fsSL HTTPS://example.org/a.png | upsample - out.png"
      ),
      (
        "in.png s3://bucket/out.png",
        "Send it by another program, as in: upsample in.png - | curl -T - s3://bucket/out.png"
      ),
      ("file:///in.png out.png", "Name the file by its path, without file://."),
      (
        "in.png out.png --kernel http://example.org/k.npy",
        "Fetch it by another program, as in: "
          + "curl -fsSL http://example.org/k.npy | upsample - out.png"
      ),
    ])
  func anAddressIsNoFile(line: String, remedy: String) throws {
    let outcome = try program.run(line)
    let address = try #require(line.split(separator: " ").first { $0.contains("://") })
    let message = """
      upsample: \(address): is an address, and files alone are read and written.
        \(remedy)

      """
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test func aFileMayBeNamedAsAnAddress() throws {
    let script = #"mkdir a:; cp in.png a:/b.png; "$upsample" a://b.png o.png"#
    #expect(try program.runShell(script) == .success)
  }

  @Test(arguments: ["photos o2.png", "batch photos o2.JPEG", "photos nowhere/o2.png"])
  func aFolderOfPicturesIsNotNamedAsAPicture(line: String) throws {
    let output = line.split(separator: " ").last!
    let message = """
      upsample: output \(output): is named as a picture, but the pictures of photos go to a folder.
        Name a folder, as larger; one of this name is \(output)/.

      """
    #expect(try program.run(line) == .init(status: 2, output: "", error: message))
    #expect(try program.names() == ["in.png", "photos"])
    #expect(try program.run("photos o2.png/ --quiet") == .success)
    #expect(try program.run("photos o2.png --quiet") == .success)
    #expect(try program.names(in: "o2.png").contains("a.png"))
  }

  @Test(arguments: [
    "in.png x/y/out.png", "roundtrip in.png in2.png --quiet --forward x/y/small.png",
    "diff in.png in.png x/y/heat.png --quiet", "kernel bicubic --json --output x/y/k.npy",
    "explain --value 3 --filter 3 --strides 2 --output x/y/e.png",
    "photos larger --quiet --report x/y/report",
  ])
  func foldersAreMadeWhereThatIsAskedFor(line: String) throws {
    let refused = try program.run(line)
    #expect(refused.status == 4)
    #expect(refused.error.contains("x/y"), "\(refused)")
    #expect(refused.error.hasSuffix(" or give --parents.\n"), "\(refused)")
    #expect(!(try program.names().contains("x")))
    let made = try program.run("\(line) --parents")
    #expect(made.status == 0 && made.error == "", "\(made)")
    #expect(try program.names(in: "x/y").count == 1)
    #expect(try program.run("\(line) --parents").status == 0)
  }

  @Test func folderNamesMakeTheFoldersAboveThem() throws {
    #expect(try program.run("in.png x/y/") == .success)
    #expect(try program.names(in: "x/y") == ["in.png"])
    #expect(try program.run("in.png z/out.png --parents --dry-run").status == 0)
    #expect(try program.run("in.png z/out.png --parents --scale none").status == 2)
    let missing = try program.run("in.png z/out.png --dry-run")
    #expect(missing.status == 4 && missing.error.hasSuffix(" or give --parents.\n"), "\(missing)")
    #expect(try program.run("in.png z/ --dry-run").status == 0)
    #expect(!(try program.names().contains("z")))
  }

  @Test(arguments: ["y.png", "y.json", "y"])
  func anArrayIsNotWrittenUnderAnotherName(name: String) throws {
    try program.write("v.npy", npyFile([1, 2, 2, 1], [1, 2, 3, 4]))
    let line = "op max_pool2d --value v.npy --ksize 2 --padding SAME --output"
    let message = """
      upsample: --output: "\(name)" is not the name of an array.
        Name it .npy.

      """
    #expect(try program.run("\(line) \(name)") == .init(status: 2, output: "", error: message))
    #expect(try program.run("\(line) y.NPY") == .success)
    #expect(try program.run("\(line) /dev/null") == .success)
  }
}
