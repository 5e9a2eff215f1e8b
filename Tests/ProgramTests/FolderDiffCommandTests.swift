import TestSupport
import Testing
import Upsample

@testable import upsample_cli

/// `upsample diff` of two folders.
@Suite struct FolderDiffCommandTests {
  private let program: BuiltProgram

  /// Pictures of every fate, and files that are none.
  init() throws {
    program = try BuiltProgram()
    for folder in ["e", "e/deep", "a", "a/deep"] { try program.makeFolder(folder) }
    let plain = grayPNG(width: 8, height: 6) { x, y in UInt8(20 * x + y) }
    try write("same.png", plain, plain)
    try write("gone.png", plain, nil)
    try write("deep/new.png", nil, plain)
    try write("deep/one.png", plain, changed(by: 1))
    try write("deep/many.png", plain, changed(by: 40))
    try write("size.png", plain, grayPNG(width: 8, height: 5) { x, y in UInt8(20 * x + y) })
    try write("notes.txt", Array("golden".utf8), Array("actual".utf8))
  }

  private func changed(by levels: UInt8) -> [UInt8] {
    grayPNG(width: 8, height: 6) { x, y in UInt8(20 * x + y) + (x == 3 && y == 2 ? levels : 0) }
  }

  private func write(_ name: String, _ expected: [UInt8]?, _ actual: [UInt8]?) throws {
    if let expected { try program.write("e/\(name)", expected) }
    if let actual { try program.write("a/\(name)", actual) }
  }

  @Test(arguments: ["1", "7"])
  func theWorstComesFirst(jobs: String) throws {
    let expected = """
      size     size.png: 8x6 and 8x5
      changed  deep/many.png: max diff 40 of 255 levels, first at column 3, row 2; \
      PSNR 32.9020 dB; 1 of 48 pixels differ (2.083 %)
      changed  deep/one.png: max diff 1 of 255 levels, first at column 3, row 2; \
      PSNR 64.9432 dB; 1 of 48 pixels differ (2.083 %)
      missing  gone.png
      new      deep/new.png
      6 pictures: 1 size, 2 changed, 1 missing, 1 new, 1 equal

      """
    let outcome = try program.run("diff e a --jobs \(jobs)")
    #expect(outcome == .init(status: 1, output: expected, error: ""))
  }

  @Test func thresholdsAndAllowancesDecide() throws {
    let allowances = "--allow-new --allow-missing"
    try program.write("a/size.png", program.read("e/size.png"))
    #expect(try program.run("diff e a --min-psnr 60 \(allowances)").status == 1)
    let outcome = try program.run("diff e a --min-psnr 30 --verbose \(allowances)")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("within   deep/one.png: max diff 1 of 255 levels"))
    #expect(outcome.output.hasSuffix("6 pictures: 1 missing, 1 new, 2 within, 2 equal\n"))
    #expect(try program.run("diff e a --min-psnr 30 --allow-new").status == 1)
    #expect(try program.run("diff e a --min-psnr 30 --allow-missing").status == 1)
  }

  @Test func whatExceedsAThresholdIsTheReason() throws {
    let outcome = try program.run("diff e a --max-diff 5")
    #expect(
      outcome.output.contains(
        "changed  deep/many.png: max diff 40 is above --max-diff 5; max diff 40 of 255 levels"))
    #expect(outcome.output.contains("1 within"))
  }

  @Test func jsonIsALineForEachToLookAtAndOneOfTotals() throws {
    let lines = try program.run("diff e a --json").output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix(#"{"name":"size.png","status":"size","reasons":["8x6 and 8x5"],"#))
    #expect(lines[1].contains(#""max_diff":40,"#))
    #expect(
      lines[5] == """
        {"pictures":6,"error":0,"size":1,"changed":2,"missing":1,"new":1,"within":0,"equal":1,\
        "labels":0,"masks":0,"links":0,"other_formats":{}}
        """)
  }

  /// A golden that is damaged is no reason to pass, even where it has lost its first bytes.
  @Test(arguments: ["e", "a"], [0, 30, 60])
  func damageFails(folder: String, bytes: Int) throws {
    let whole = try program.read("e/same.png")
    try program.write("\(folder)/same.png", Array(whole.prefix(bytes)))
    let outcome = try program.run("diff e a")
    #expect(outcome.status == 3)
    #expect(outcome.output.hasPrefix("error    same.png: \(folder)/same.png "), "\(outcome)")
    let quiet = try program.run("diff e a --quiet")
    #expect(quiet.status == 3 && quiet.output == "")
    #expect(quiet.error.hasPrefix("upsample: \(folder)/same.png "), "\(quiet)")
  }

  @Test func whatIsBesideThePicturesIsTold() throws {
    let plain = try program.read("e/same.png")
    try write("same@arm.png", plain, nil)
    try write("same.mask.png", plain, plain)
    try write("web.webp", Array("RIFF0000WEBPVP8 ".utf8), nil)
    for folder in ["e", "a"] {
      _ = try program.runShell("ln -s . \(folder)/link && cp e/web.webp a/other.webp")
    }
    let outcome = try program.run("diff e a")
    #expect(outcome.output.hasSuffix("1 equal; 1 labelled golden, 1 mask; left: 2 WebP\n"))
    #expect(
      outcome.error == """
        upsample: warning: e/link is a link to a folder, and not followed
        upsample: warning: a/link is a link to a folder, in which new pictures are not looked for
        upsample: warning: a/same.mask.png is not compared: e has a mask of its name

        """)
    let json = try program.run("diff e a --json --quiet").output
    #expect(json.hasSuffix(#""labels":1,"masks":1,"links":2,"other_formats":{"WebP":2}}"# + "\n"))
  }

  @Test func foldersWithoutPicturesAreToldOf() throws {
    try program.makeFolder("none")
    try program.write("none/notes.txt", Array("nothing".utf8))
    let outcome = try program.run("diff none none")
    #expect(outcome.status == 0 && outcome.output == "no pictures\n")
    #expect(
      outcome.error == "upsample: warning: neither none nor none has a PNG or JPEG file\n")
  }

  @Test func aFolderOfAPicturesNameIsNone() throws {
    try program.makeFolder("a/gone.png")
    let outcome = try program.run("diff e a")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.hasPrefix("error    gone.png: cannot read a/gone.png: Is a directory.\n"))
  }

  @Test func aPictureBesideAFileThatIsNoneIsNew() throws {
    try program.write("a/notes.txt", program.read("e/same.png"))
    #expect(try program.run("diff e a").output.contains("new      notes.txt\n"))
  }

  @Test func filesOfEqualBytesAreDecodedWhereAsked() throws {
    try program.makeFolder("broken")
    try program.write("broken/a.png", Array("no picture".utf8))
    #expect(try program.run("diff broken broken").status == 0)
    #expect(try program.run("diff broken broken --decode-equal").status == 3)
  }

  @Test func aReportHasATestCaseForEachPicture() throws {
    try program.write("e/\"a\" & <b>.png", program.read("e/same.png"))
    #expect(try program.run("diff e a --junit out.xml --allow-new --quiet").status == 1)
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
      <testsuite name="e" tests="7" failures="5" errors="0">
      <testcase classname="e" name="&quot;a&quot; &amp; &lt;b&gt;.png">\
      <failure type="missing" message="missing">missing</failure></testcase>
      <testcase classname="e" name="deep/many.png">\
      <failure type="changed" message="changed; max diff 40 of 255 levels, first at column 3, \
      row 2; PSNR 32.9020 dB; 1 of 48 pixels differ (2.083 %)">changed; max diff 40 of 255 levels, \
      first at column 3, row 2; PSNR 32.9020 dB; 1 of 48 pixels differ (2.083 %)</failure></testcase>
      <testcase classname="e" name="deep/new.png"/>
      <testcase classname="e" name="deep/one.png">\
      <failure type="changed" message="changed; max diff 1 of 255 levels, first at column 3, \
      row 2; PSNR 64.9432 dB; 1 of 48 pixels differ (2.083 %)">changed; max diff 1 of 255 levels, \
      first at column 3, row 2; PSNR 64.9432 dB; 1 of 48 pixels differ (2.083 %)</failure></testcase>
      <testcase classname="e" name="gone.png">\
      <failure type="missing" message="missing">missing</failure></testcase>
      <testcase classname="e" name="same.png"/>
      <testcase classname="e" name="size.png">\
      <failure type="size" message="size; 8x6 and 8x5">size; 8x6 and 8x5</failure></testcase>
      </testsuite>
      </testsuites>

      """
    #expect(String(decoding: try program.read("out.xml"), as: UTF8.self) == expected)
    #expect(try program.run("diff e a --junit out.xml --quiet").status == 1)
    #expect(try program.run("diff e a --junit a/notes.txt --quiet").status == 2)
    #expect(try program.run("diff e a --junit e/same.png --quiet").status == 2)
    #expect(try program.run("diff e a --junit - --quiet").status == 2)
  }

  @Test func rulesLieInTheFolderOrAreNamed() throws {
    let rules = "deep/*.png --max-diff 40\nnone.png\n"
    try program.write("e/golden.rules", Array(rules.utf8))
    let outcome = try program.run("diff e a --verbose")
    #expect(outcome.output.contains("within   deep/many.png: "))
    #expect(
      outcome.error
        == "upsample: warning: e/golden.rules line 2: no picture has a name like that\n")
    try program.write("rules", Array("deep/many.png --max-diff 40-41".utf8))
    let named = try program.run("diff e a --rules rules --verbose")
    #expect(named.output.contains("changed  deep/one.png") && named.error.isEmpty, "\(named)")
    #expect(try program.run("diff e a --rules rules --quiet").error.isEmpty)
  }

  @Test func aRangeOfTheOptionsThatNoPictureNeedsIsToldOf() throws {
    let outcome = try program.run("diff e/deep a/deep --max-diff 41-50")
    #expect(
      outcome.error
        == "upsample: warning: max diff 40 is below --max-diff 41-50, and none is worse\n")
    let pair = try program.run("diff e/deep/one.png a/deep/one.png --max-diff 2-5")
    #expect(pair.status == 0)
    #expect(pair.error == "upsample: warning: max diff 1 is below --max-diff 2-5\n")
  }

  @Test func aFileOfRulesThatIsNoneIsToldOf() throws {
    try program.write("e/golden.rules", Array("a.png\nb.png --max-dif 3\n".utf8))
    let outcome = try program.run("diff e a")
    #expect(outcome.status == 3 && outcome.output.isEmpty)
    #expect(
      outcome.error.hasPrefix(
        "upsample: e/golden.rules line 2: \"--max-dif\" is neither a threshold nor a pixel rule.\n"),
      "\(outcome)")
    #expect(try program.run("diff e a --rules nowhere").status == 3)
    #expect(try program.run("diff e a --rules e/notes.txt --junit e/notes.txt").status == 2)
  }

  /// They pass whatever they show.
  @Test func picturesOfWhichNothingCountsAreToldOf() throws {
    let warning = "upsample: warning: no pixel"
    let outcome = try program.run("diff e/deep a/deep --ignore 0,0,8x6 --verbose")
    #expect(
      outcome.output.contains("within   many.png: no pixel counts, all 48 are ignored\n"),
      "\(outcome)")
    #expect(outcome.error == "\(warning) of many.png and 1 more counts, all are ignored\n")
    let pair = try program.run("diff e/deep/one.png a/deep/one.png --ignore 0,0,8x6")
    #expect(pair.status == 0 && pair.error == "\(warning) counts, all are ignored\n", "\(pair)")
    let same = try program.run("diff e/same.png a/same.png --ignore 0,0,8x6")
    #expect(same.status == 0 && same.error.isEmpty)
    let some = try program.run("diff e/deep a/deep --ignore 3,2,1x1 --verbose")
    #expect(some.error.isEmpty)
    #expect(
      some.output.contains("within   one.png: no pixel differs by the rules; 1 ignored\n"),
      "\(some)")
  }

  @Test func annotationsAreTheTenWorst() throws {
    for index in 0..<12 { try program.write("a/n,\(index).png", program.read("e/same.png")) }
    let lines = try program.run("diff e a --github --quiet").output.split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[0] == "::error file=e/size.png,title=size.png::size; 8x6 and 8x5")
    #expect(lines[1].hasSuffix("(2.083 %25)"))
    #expect(lines[5] == "::error file=a/n%2C0.png,title=n%2C0.png::new")
    #expect(lines[10] == "::notice::7 more pictures are not as expected")
    let elsewhere = try program.runShell("cd e; \"$upsample\" diff . ../a --github --quiet").output
    #expect(elsewhere.contains("::error file=./n%2C0.png,title=n%2C0.png::new"), "\(elsewhere)")
  }

  @Test(arguments: [
    ("e a heat.png", 2), ("e e/same.png", 2), ("e/same.png a", 2), ("e nowhere", 3),
    ("e/same.png a/same.png --allow-new", 2), ("e/same.png a/same.png --decode-equal", 2),
    ("e/same.png a/same.png --rules rules", 2), ("e/same.png a/same.png --approve", 2),
    ("e a --prune", 2), ("e a --from list", 2), ("e a --dry-run", 2), ("e a --approve --github", 2),
    ("e a --github --json", 2),
    ("e a --approve same.png --from list", 2), ("e a --approve nowhere.png", 2),
    ("e e --approve", 2),
  ])
  func wrongUsageIsRefused(arguments: String, status: Int32) throws {
    let outcome = try program.run("diff \(arguments)")
    #expect(outcome.status == status && outcome.output == "", "\(outcome)")
    #expect(outcome.error.hasPrefix("upsample: "))
  }
}
