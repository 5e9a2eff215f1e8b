import TestSupport
import Testing
import Upsample

/// `upsample diff EXPECTED ACTUAL --approve`.
@Suite struct ApproveCommandTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for folder in ["e", "a", "e/in", "a/in"] { try program.makeFolder(folder) }
    let plain = grayPNG(width: 8, height: 6) { x, y in UInt8(20 * x + y) }
    try program.write("e/in/one.png", plain)
    try program.write(
      "a/in/one.png", grayPNG(width: 8, height: 6) { x, y in UInt8(20 * x + y + x / 7) })
    try program.write("e/gone.png", plain)
    try program.write("a/new.png", plain)
    try program.write("e/same.png", plain)
    try program.write("a/same.png", plain)
  }

  private let reasons =
    "max diff 1 of 255 levels, first at column 7, row 0; "
    + "PSNR 57.1617 dB; 6 of 48 pixels differ (12.500 %)"

  @Test func whatIsDoneIsTold() throws {
    let expected = """
      removed   gone.png
      replaced  in/one.png: \(reasons)
      added     new.png
      4 pictures: 1 replaced, 1 added, 1 removed
      """
    let planned = try program.run("diff e a --approve --prune --dry-run")
    #expect(
      planned == .init(status: 0, output: "\(expected); nothing is written\n", error: ""))
    #expect(try program.names(in: "e") == ["gone.png", "in", "same.png"])
    let outcome = try program.run("diff e a --approve --prune")
    #expect(outcome == .init(status: 0, output: "\(expected)\n", error: ""))
    #expect(try program.run("diff e a").output == "3 pictures: 3 equal\n")
    let again = try program.run("diff e a --approve --prune")
    #expect(again.output == "3 pictures: nothing to approve\n" && again.status == 0)
  }

  @Test func whatGoesWithAGoldenIsNamed() throws {
    for name in ["gone@linux", "gone.mask", "gone@linux.mask"] {
      try program.write("e/\(name).png", program.read("e/gone.png"))
    }
    let line = "removed   gone.png: with gone@linux.png, gone@linux.mask.png, gone.mask.png\n"
    for option in ["--dry-run", "--prune"] {
      let outcome = try program.run("diff e a --approve gone.png --prune \(option)")
      #expect(outcome.status == 0 && outcome.output.hasPrefix(line), "\(outcome)")
    }
    #expect(try program.names(in: "e") == ["in", "same.png"])
  }

  @Test func whatStandsInTheWayOfRemovalsIsTold() throws {
    try program.write("a/log.png", [])
    let outcome = try program.run("diff e a --approve gone.png --prune")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.hasPrefix(
        "refused   gone.png: nothing is removed where something can't be read\n"), "\(outcome)")
    #expect(outcome.error.hasPrefix("upsample: a/log.png "), "\(outcome)")
  }

  @Test func aListSelects() throws {
    let text = try program.runShell("cd a && sha256sum new.png && echo in/one.png").output
    try program.write("list", Array(text.utf8))
    try program.write("a/new.png", program.read("a/in/one.png"))
    let outcome = try program.run("diff e a --approve --from list")
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        replaced  in/one.png: \(reasons)
        refused   new.png: it is not what the list has the SHA-256 of
        4 pictures: 1 replaced, 1 refused

        """)
    #expect(try program.run("diff e a --approve new.png --quiet") == .success)
    #expect(try program.read("e/new.png") == program.read("a/new.png"))
  }

  /// A run with 300,000 names takes at most 15 MB more addresses than one with a single name.
  @Test func aLongListTakesLittleMemory() throws {
    try program.write("short", Array("none.png\n".utf8))
    try program.write("long", Array((0..<300_000).map { "\($0).png\n" }.joined().utf8))
    let outcome = try program.runShell(
      """
      approve() { (ulimit -v $(($1 * 1000)); exec "$upsample" diff e a --approve --from $2 -j 1); }
      for limit in $(seq 20 5 600); do
        approve $limit short > output 2>&1
        if test $? = 2; then break; fi
      done
      approve $((limit + 15)) long
      """)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.error.contains("0.png is the name of no picture that is compared"))
  }

  @Test func jsonIsALineForEachStepAndOneOfTotals() throws {
    let lines = try program.run("diff e a --approve in/* --json").output.split(separator: "\n")
    let digest = try program.runShell("sha256sum < a/in/one.png").output.prefix(64)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix(#"{"name":"in/one.png","action":"replaced","reasons":["max diff"#))
    #expect(lines[0].hasSuffix("\"sha256\":\"\(digest)\"}"))
    #expect(lines[1] == #"{"pictures":4,"replaced":1,"added":0,"removed":0,"refused":0}"#)
  }

  @Test func whatCanNotBeReadIsNoGolden() throws {
    try program.write("a/new.png", Array("no picture".utf8))
    let outcome = try program.run("diff e a --approve")
    #expect(outcome.status == 3)
    #expect(outcome.error.hasPrefix("upsample: a/new.png "), "\(outcome)")
    #expect(try program.names(in: "e").contains("new.png") == false)
    #expect(try program.run("diff e a --approve in/one.png").status == 0)
  }

  @Test func whatCanNotBeReadIsToldInOrder() throws {
    let names = "hbgdafec".map { "\($0).png" }
    for name in names {
      try program.write("e/\(name)", Array("no picture".utf8))
      try program.write("a/\(name)", program.read("a/same.png"))
    }
    let error = try program.run("diff e a --approve").error
    let lines = names.sorted().map { "upsample: e/\($0) is neither a PNG nor a JPEG file.\n" }
    #expect(error == lines.joined())
  }

  @Test func aGoldenThatMayNotBeWrittenStays() throws {
    let shell = "chmod a-w e/in/one.png; \"$upsample\" diff e a --approve in/one.png --quiet"
    let outcome = try program.runShell("test $(id -u) = 0 || { \(shell); }")
    #expect(outcome.status == 0 && outcome.error.isEmpty || outcome.status == 4, "\(outcome)")
  }
}
