import Glibc
import TestSupport
import Testing

@Suite struct BatchCommandTests {
  private let program: BuiltProgram
  private let picture = grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) }

  init() throws {
    program = try BuiltProgram()
    for name in ["in", "in/deep"] { try program.makeFolder(name) }
    try program.write("in/a.png", picture)
    try program.write("in/deep/b.png", picture)
    try program.write("in/deep/notes.txt", Array("text".utf8))
  }

  @Test(arguments: ["batch in out", "in out", "batch in/ ./out/", "--jobs 1 batch in out"])
  func aFolderGoesToAFolder(line: String) throws {
    #expect(
      untimed(try program.run(line))
        == .init(
          status: 0, output: "",
          error: "upsample: 2 made, 0 skipped, 0 failed, 1 not pictures; 3 files, T\n"))
    #expect(try program.names(in: "out") == [".upsample", "a.png", "deep"])
    #expect(try program.names(in: "out/deep") == ["b.png"])
    #expect(try program.run("in/a.png alone.png") == .success)
    #expect(try program.read("out/a.png") == program.read("alone.png"))
    #expect(try program.read("out/deep/b.png") == program.read("alone.png"))
  }

  @Test func whatFailsIsToldAndTheRestGoesOn() throws {
    try program.write("in/broken.png", picture.dropLast(20).map { $0 })
    try program.write("in/named.png", Array("no picture".utf8))
    let outcome = untimed(try program.run("batch in out --progress never"))
    #expect(outcome.status == 1)
    let lines = outcome.error.split(separator: "\n").sorted()
    try #require(lines.count == 3, "\(outcome.error)")
    #expect(lines[0] == "upsample: 2 made, 0 skipped, 1 failed, 2 not pictures; 5 files, T")
    #expect(lines[1].hasPrefix("upsample: in/broken.png is truncated at row 1 of 4"))
    let name = "in/named.png"
    #expect(
      lines[2]
        == "upsample: warning: \(name) is neither a PNG nor a JPEG file, whatever its name")
    let quiet = try program.run("batch in out --quiet")
    #expect(quiet == .init(status: 1, output: "", error: "\(lines[1])\n"))
  }

  @Test func picturesOfOtherFormatsAreCountedByTheirNames() throws {
    try program.write("in/a.webp", Array("RIFF\0\0\0\0WEBPVP8 ".utf8))
    for name in ["in/one.gif", "in/deep/two.png"] {
      try program.write(name, Array("GIF89a\u{5}\0\u{4}\0".utf8))
    }
    try program.write("in/page.jpg", Array("\n<!DOCTYPE html><title>404</title>".utf8))
    let outcome = untimed(try program.run("batch in out --report report"))
    let lines = outcome.error.split(separator: "\n").sorted()
    let expected = [
      "2 made, 0 skipped, 0 failed, 2 not pictures, left: 2 GIF, 1 WebP; 7 files, T",
      "warning: in/deep/two.png is GIF, whatever its name",
      "warning: in/page.jpg is an HTML page, whatever its name",
    ]
    #expect(lines == expected.map { "upsample: \($0)" })
    #expect(outcome.status == 0)
    let report = String(decoding: try program.read("report"), as: UTF8.self)
    let webP = #"{"input":"in/a.webp","status":"other_format","input_bytes":16,"format":"WebP","#
    #expect(report.contains(webP), "\(report)")
    let plan = try program.run("batch in out --dry-run --json")
    #expect(plan.output.contains(#""other_formats":{"GIF":2,"WebP":1}"#), "\(plan)")
    let verified = try program.run("batch in out --verify")
    #expect(verified.output == "2 whole, 0 missing, 2 not pictures, left: 2 GIF, 1 WebP\n")
  }

  @Test func aLineIsALineWhateverTheName() throws {
    try program.write("in/new\nline.png", Array(picture.prefix(40)))
    let outcome = try program.run("batch in out --quiet")
    #expect(outcome.error.hasPrefix("upsample: in/new\\x0aline.png is truncated in its header"))
    #expect(outcome.status == 1)
  }

  @Test func jsonAndReportHaveALineForEachFile() throws {
    let outcome = try program.run("batch in out --json --report out/report.jsonl --jobs 1")
    #expect(outcome.status == 0 && outcome.error == "")
    let expected = """
      {"input":"in/a.png","output":"out/a.png","status":"written","input_bytes":\(picture.count),\
      \(Self.made)
      {"input":"in/deep/b.png","output":"out/deep/b.png","status":"written",\
      "input_bytes":\(picture.count),\(Self.made)
      {"input":"in/deep/notes.txt","status":"not_a_picture","input_bytes":4,"milliseconds":T}
      {"written":2,"skipped":0,"failed":0,"other_formats":{},"not_a_picture":1,"link":0,"special":0,"total":3,\
      "output_pixels":160,"stopped":false,"milliseconds":T}
      """
    let lines = untimed(outcome).output.split(separator: "\n").sorted()
    #expect(lines == expected.split(separator: "\n"))
    let report = String(decoding: try program.read("out/report.jsonl"), as: UTF8.self)
    #expect(
      report.split(separator: "\n")[...] == outcome.output.split(separator: "\n").dropLast())
  }

  /// What is told of a picture of 5x4 pixels that was doubled.
  private static let made = """
    "output_bytes":N,"input_width":5,"input_height":4,"output_width":10,"output_height":8,\
    "channels":1,"bit_depth":8,"input_format":"png","output_format":"png","milliseconds":T}
    """

  @Test(arguments: [
    ("in/a.png", "in/a.png is the name of an output"),
    ("out/new.JPG", "out/new.JPG is the name of an output"),
    ("out/.upsample/run.json", "out/.upsample/run.json is the name of an output"),
    ("out/deep/plain", "out/deep/plain is the name of an output"),
    ("in/deep/notes.txt", "in/deep/notes.txt is there and no report, and would be lost"),
    ("notes.json", "notes.json is there and no report, and would be lost"),
  ])
  func aReportNeverReplacesAnotherFile(name: String, fault: String) throws {
    try program.write("notes.json", Array("[[1]]".utf8))
    try program.write("in/deep/plain", picture)
    let outcome = try program.run("batch in out --report \(name)")
    let message = "upsample: --report: \(fault).\n  Give the report another name.\n"
    #expect(outcome == .init(status: 2, output: "", error: message))
    #expect(try program.names() == ["in", "notes.json"])
    #expect(try program.read("notes.json") == Array("[[1]]".utf8))
  }

  @Test func aReportNeverReplacesWhatIsRead() throws {
    try program.write("kernel.json", Array("[[1]]".utf8))
    let outcome = try program.run("batch in out --kernel kernel.json --report kernel.json")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("kernel.json: is the same file as the input kernel.json."))
    #expect(try program.read("kernel.json") == Array("[[1]]".utf8))
  }

  @Test func twoProcessesDoNotShareAReport() throws {
    let script = #"""
      exec 9>>report; flock -x 9
      "$upsample" batch in out --report report
      """#
    let outcome = try program.runShell(script)
    #expect(outcome.status == 2)
    #expect(outcome.error.hasPrefix("upsample: --report: report is being written by another"))
  }

  @Test func standardStreamsAreNoFolders() throws {
    for line in ["in -", "- out"] {
      let outcome = try program.run("batch \(line)")
      #expect(outcome.status == 2 && outcome.error.hasPrefix("upsample: batch: - is a standard"))
    }
    #expect(try program.names() == ["in"])
  }

  @Test func whatIsNamedAsTheStateIsPassedOver() throws {
    try program.write("in/.upsample", picture)
    #expect(try program.run("batch in out --quiet") == .success)
    #expect(try program.names(in: "out/.upsample").contains("run.json"))
  }

  @Test func aReportReplacesAReport() throws {
    for options in ["", "--existing skip", "--dry-run"] {
      #expect(try program.run("batch in out --quiet \(options) --report report").status == 0)
      #expect(try program.read("report").filter { $0 == UInt8(ascii: "\n") }.count == 3)
    }
  }

  @Test func namesThatAreNoTextAreToldToTheByte() throws {
    let script = #"mv in/a.png in/$(printf '\377').png; "$upsample" batch in out --json --jobs 1"#
    let outcome = try program.runShell(script)
    let member = #""input":"in/\\xff.png","input_hex":"696e2fff2e706e67","output":"out/"#
    #expect(outcome.output.contains(member), "\(outcome.output)")
  }

  @Test func aStateThatIsALinkIsRefused() throws {
    try program.makeFolder("elsewhere")
    let outcome = try program.runShell(
      #"mkdir out; ln -s ../elsewhere out/.upsample; exec "$upsample" batch in out"#)
    #expect(outcome.status == 2)
    #expect(outcome.error.hasPrefix("upsample: output folder out/.upsample: is a link"))
    #expect(try program.names(in: "elsewhere").isEmpty)
  }

  @Test func aDryRunMakesNothing() throws {
    var outcome = try program.run("batch in out --dry-run")
    outcome.output.replace(/, where .* are free/, with: "")
    outcome.output.replace(/about .* of memory/, with: "about M of memory")
    let expected = """
      2 to make, 0 to skip, 0 that would fail, 1 not pictures; 3 files
      0.0 MP, at most 160 bytes on disk
      about M of memory at most

      """
    #expect(outcome == .init(status: 0, output: expected, error: ""))
    #expect(try program.names() == ["in"])
  }

  @Test func aDryRunOfAFileMakesNothingEither() throws {
    var outcome = try program.run("in/a.png larger/ --dry-run -s 3")
    #expect(outcome.output.contains(/disk, where [0-9.]+ .?B are free,/))
    outcome.output.replace(/, where .* are free/, with: "")
    outcome.output.replace(/about .* of memory/, with: "about M of memory")
    let expected =
      "in/a.png (png, 5x4) -> larger/a.png (png, 15x12), bilinear: at most 180 bytes on disk, "
      + "about M of memory\n"
    #expect(outcome == .init(status: 0, output: expected, error: ""))
    #expect(try program.names() == ["in"])
    let json = try program.run("in/a.png - --dry-run --json")
    #expect(json.output.hasPrefix(#"{"input":"in/a.png","output":"-","status":"planned","#))
    let file = try program.run("in/a.png b.png --dry-run --json")
    #expect(file.output.contains(/"most_output_bytes":80,"free_bytes":[0-9]+,/), "\(file.output)")
  }

  /// An output that takes half as much again as there is room for is begun, and told of.
  @Test func anOutputThatMayNotFitIsToldOfAtOnce() throws {
    let plan = try program.run("in/a.png b.png --dry-run --json").output
    let free = try #require(plan.firstMatch(of: /"free_bytes":([0-9]+)/).flatMap { Int($0.1) })
    let height = free / 2 * 3 / 50000
    let size = "50000x\(height)"
    let script = #"timeout --foreground -s INT 1 "$upsample" in/a.png b.png --size"#
    let outcome = try program.runShell("\(script) \(size)")
    let warning =
      /upsample: warning: b.png may take [0-9.]+ .B, and [0-9.]+ .B are free on its disk\n/
    #expect(outcome.error.wholeMatch(of: warning) != nil, "\(outcome)")
    #expect(try program.names() == ["in"])
  }

  @Test func whatIsMadeIsNotMadeAgainUnlessTheInputChanged() throws {
    #expect(try program.run("batch in out").status == 0)
    let again = try program.run("batch in out --existing skip")
    #expect(again.error.hasPrefix("upsample: 0 made, 2 skipped, 0 failed, 1 not pictures"))
    try program.write("in/a.png", grayPNG(width: 9, height: 2) { _, _ in 7 })
    let changed = try program.run("batch in out --existing skip")
    #expect(changed.error.hasPrefix("upsample: 1 made, 1 skipped, 0 failed, 1 not pictures"))
    #expect(pngSize(try program.read("out/a.png")) == [18, 4])
  }

  @Test(
    arguments: [
      (
        "batch in/a.png out",
        "batch: in/a.png is not a folder.\n  For a file: upsample in/a.png out"
      ),
      (
        "batch in in/a.png",
        "output in/a.png: is not a folder, and pictures of one go to one.\n  "
          + "Name a folder, or a new name."
      ),
      (
        "batch in in/deep/..",
        "output in/deep/..: is the input folder, whose pictures it would replace.\n  "
          + "Name another folder."
      ),
    ])
  func wrongFoldersAreRefused(line: String, message: String) throws {
    let outcome = try program.run(line)
    #expect(outcome.status == 2)
    #expect(outcome.error == "upsample: \(message)\n")
    #expect(try program.names() == ["in"])
  }

  @Test func twoInputsOfOneOutputAreFoundBeforeAnyIsMade() throws {
    try program.write("in/deep/b.jpg", picture)
    let outcome = try program.run("batch in out --format png")
    #expect(
      outcome
        == .init(
          status: 2, output: "",
          error: """
            upsample: output deep/b.png: in/deep/b.jpg and in/deep/b.png would both become it.
              Rename one of them, or leave --format out.

            """))
    #expect(try program.names() == ["in"])
  }

  @Test func aMissingFolderIsABadInput() throws {
    #expect(
      try program.run("batch nowhere out")
        == .init(
          status: 3, output: "",
          error: "upsample: cannot open the folder nowhere: No such file or directory.\n"))
  }

  @Test func outputsThatCannotBeToldEndTheBatch() throws {
    let outcome = try program.run("batch in out --json --jobs 1", standardOutput: .full)
    #expect(outcome.status == 4)
    #expect(
      outcome.error == "upsample: cannot write standard output: No space left on device.\n")
  }

  @Test func withoutFilesToOpenOneLineSaysSo() throws {
    for index in 0..<40 { try program.write("in/deep/\(index).png", picture) }
    let outcome = try program.runShell("ulimit -n 9; exec \"$upsample\" batch in out --jobs 2")
    #expect(outcome.status == 3 || outcome.status == 4)
    let complaints = outcome.error.split(separator: "\n").filter { $0.contains("Too many open") }
    #expect(complaints.count == 1, "\(outcome.error)")
  }

  private func untimed(_ outcome: BuiltProgram.Outcome) -> BuiltProgram.Outcome {
    var outcome = outcome
    outcome.output.replace(/"milliseconds":[0-9.]+/, with: #""milliseconds":T"#)
    outcome.output.replace(/"output_bytes":[0-9]+/, with: #""output_bytes":N"#)
    outcome.error.replace(/[0-9.]+ MP in [0-9.]+ s, [0-9.]+ MP\/s/, with: "T")
    return outcome
  }
}
