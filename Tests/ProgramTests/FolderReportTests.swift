import Glibc
import TestSupport
import Testing
import Upsample
import UpsampleBase
import UpsampleImages

/// `upsample diff EXPECTED ACTUAL --report OUT`.
@Suite struct FolderReportTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for folder in ["e", "e/deep", "a", "a/deep"] { try program.makeFolder(folder) }
    let plain = picture()
    try write("same.png", plain, plain)
    try write("gone.png", plain, nil)
    try write("deep/new.png", nil, plain)
    try write("deep/many.png", plain, picture(changedBy: 40))
    try write("size.png", plain, grayPNG(width: 8, height: 5) { x, y in UInt8(20 * x + y) })
    try write("cut.png", plain, Array(plain.prefix(plain.count - 20)))
  }

  private func picture(changedBy levels: UInt8 = 0) -> [UInt8] {
    grayPNG(width: 8, height: 6) { x, y in UInt8(20 * x + y) + (x == 3 && y == 2 ? levels : 0) }
  }

  private func write(_ name: String, _ expected: [UInt8]?, _ actual: [UInt8]?) throws {
    if let expected { try program.write("e/\(name)", expected) }
    if let actual { try program.write("a/\(name)", actual) }
  }

  private func report(_ options: String = "") throws -> BuiltProgram.Outcome {
    try program.run("diff e a --report out --quiet \(options)")
  }

  private func names(_ folder: String) throws -> [String] {
    try FilePath("\(program.directory)/\(folder)").entries().map(\.description).sorted()
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try program.read(name), as: UTF8.self)
  }

  private func files() throws -> [String: [UInt8]] {
    let all =
      try names("out").filter { $0 != "pictures" } + names("out/pictures").map { "pictures/\($0)" }
    return try Dictionary(uniqueKeysWithValues: all.map { ($0, try program.read("out/\($0)")) })
  }

  /// The name of the file that shows a side of a picture.
  private func shown(_ start: String) throws -> String {
    let found = try names("out/pictures").filter { $0.hasPrefix(start) }
    #expect(found.count == 1, "\(start): \(found)")
    return "out/pictures/\(found.first ?? "")"
  }

  @Test func aReportHasAPageLinesASummaryAndPictures() throws {
    #expect(try report().status == 3)
    #expect(
      try names("out") == [
        ".upsample-report", "index.html", "junit.xml", "pictures", "report.jsonl", "summary.md",
      ])
    let lines = try text("out/report.jsonl").split(separator: "\n")
    #expect(
      lines[0] == #"{"schema":"upsample-diff","version":1,"expected":"e","actual":"a","#
        + #""allowed":["within","equal"],"options":{},"totals":{"pictures":6,"error":1,"#
        + #""size":1,"changed":1,"missing":1,"new":1,"within":0,"equal":1,"#
        + #""labels":0,"masks":0,"links":0,"other_formats":{}}}"#)
    #expect(
      try lines.dropFirst().map { try #require($0.split(separator: "\"").dropFirst(3).first) } == [
        "cut.png", "size.png", "deep/many.png", "gone.png", "deep/new.png", "same.png",
      ])
    #expect(lines[3].contains(#""max_diff":40,"#) && lines[3].contains(#""heat_map":"pictures/"#))
    #expect(try text("out/index.html").hasPrefix("<!doctype html>"))
    #expect(try text("out/summary.md").hasPrefix("### 5 of 6 pictures are not as expected"))
  }

  /// What is kept has the very bytes of what was compared; of equal pictures nothing is.
  @Test func picturesOfFailuresAreKept() throws {
    _ = try report()
    #expect(try names("out/pictures").count == 10)
    for (start, name) in [
      ("deep-many-expected-", "e/deep/many.png"), ("deep-many-actual-", "a/deep/many.png"),
      ("size-expected-", "e/size.png"), ("size-actual-", "a/size.png"),
      ("gone-expected-", "e/gone.png"), ("deep-new-actual-", "a/deep/new.png"),
      ("cut-expected-", "e/cut.png"), ("cut-actual-", "a/cut.png"),
    ] {
      #expect(try program.read(shown(start)) == program.read(name), "\(name)")
    }
    let heat = try readImage(FilePath("\(program.directory)/\(shown("deep-many-heat-map-"))"))
    #expect(heat.layout.width == 8 && heat.layout.height == 6)
    let coloured = (0..<48).filter { heat.samples[3 * $0..<3 * $0 + 3].contains { $0 > 0 } }
    #expect(coloured == [2 * 8 + 3])
    // What only one of two sizes has is drawn, too.
    let union = try readImage(FilePath("\(program.directory)/\(shown("size-heat-map-"))"))
    #expect(union.layout.width == 8 && union.layout.height == 6)
    #expect((0..<48).filter { union.samples[3 * $0] > 0 } == Array(40..<48))
  }

  @Test func attachmentsAreNamedAsGitLabReadsThem() throws {
    _ = try report()
    let junit = try text("out/junit.xml")
    let actual = try shown("deep-many-actual-")
    #expect(
      junit.contains(
        "max diff 40 of 255 levels, first at column 3, row 2; PSNR 32.9020 dB; 1 of 48 pixels "
          + "differ (2.083 %)</failure><system-out>\n[[ATTACHMENT|\(actual)]]\n"), "\(junit)")
    #expect(junit.contains("<testcase classname=\"e\" name=\"same.png\"/>"))
  }

  /// However the folder is written.
  @Test(arguments: ["./out", "out//", "e/../out", "$PWD/out"])
  func attachmentsAreNamedFromTheFolderThatTheJobBeginsIn(place: String) throws {
    _ = try program.runShell("\"$upsample\" diff e a --quiet --report \(place)")
    let actual = try shown("deep-many-actual-")
    #expect(try text("out/junit.xml").contains("[[ATTACHMENT|\(actual)]]\n"))
  }

  @Test func attachmentsOfAReportElsewhereAreNamedFromItOn() throws {
    try program.makeFolder("job")
    _ = try program.runShell("cd job; \"$upsample\" diff ../e ../a --quiet --report ../out")
    let actual = try shown("deep-many-actual-").dropFirst("out/".count)
    #expect(try text("out/junit.xml").contains("[[ATTACHMENT|\(actual)]]\n"))
  }

  @Test func noByteDependsOnTheNumberOfThreads() throws {
    _ = try report("--jobs 1")
    let one = try files()
    for name in one.keys { unlink("\(program.directory)/out/\(name)") }
    for folder in ["out/pictures", "out"] { rmdir("\(program.directory)/\(folder)") }
    _ = try report("--jobs 7")
    #expect(try files() == one)
  }

  @Test func whatIsAllowedIsNotKept() throws {
    _ = try report("--allow-new --max-diff 40")
    let kept = try names("out/pictures")
    #expect(!kept.contains { $0.hasPrefix("deep-") }, "\(kept)")
    let header = try #require(text("out/report.jsonl").split(separator: "\n").first)
    #expect(header.contains(#""options":{"max-diff":"40","allow-new":true}"#), "\(header)")
  }

  @Test func optionsThatAddUpAreToldOfWithAllTheirValues() throws {
    _ = try report("--ignore 0,0,1x1 --ignore 2,3,1x1 --max-diff 1 --max-diff 2 --color")
    let header = try #require(text("out/report.jsonl").split(separator: "\n").first)
    let options = #""options":{"max-diff":"2","ignore":["0,0,1x1","2,3,1x1"],"color":true}"#
    #expect(header.contains(options), "\(header)")
  }

  /// A browser shows neither inks nor what is stored turned as the comparison sees them.
  @Test func turnedPicturesAndInksAreKeptAsTheyAreCompared() throws {
    let inks = try InputFile(regular: FilePath("\(sampleImages)/inks.jpg")).contents(limit: 1 << 20)
    try write("inks.jpg", inks, nil)
    let plain = try InputFile(regular: FilePath("\(sampleImages)/gray.jpg"))
      .contents(limit: 1 << 20)
    // An EXIF segment that says nothing but that the picture is turned by a quarter.
    let turned: [UInt8] =
      [0xff, 0xd8, 0xff, 0xe1, 0, 34] + Array("Exif\0\0II*\0".utf8)
      + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0] + plain.dropFirst(2)
    try write("turned.jpg", turned, plain)
    _ = try report()
    let upright = try readImage(
      FilePath("\(program.directory)/\(self.shown("turned-expected-"))"))
    #expect(upright.layout == ImageLayout(width: 72, height: 96, channels: 1, depth: .eight))
    #expect(try program.read(self.shown("turned-actual-")) == plain)
    let shown = try shown("inks-expected-")
    #expect(shown.hasSuffix(".png"))
    let light = try readImage(FilePath("\(program.directory)/\(shown)"))
    #expect(light.layout == ImageLayout(width: 72, height: 64, channels: 3, depth: .eight))
  }

  @Test func aReportOfBeforeIsReplacedAndNothingElse() throws {
    _ = try report()
    try program.write("out/notes.txt", [1])
    try program.write("out/pictures/mine.png", [2])
    let before = try shown("deep-many-actual-")
    try program.write("a/deep/many.png", picture(changedBy: 7))
    _ = try report()
    #expect(try shown("deep-many-actual-") != before)
    #expect(try names("out").contains("notes.txt"))
    #expect(try names("out/pictures").contains("mine.png"))
    for name in ["deep/many.png", "size.png", "cut.png"] {
      try program.write("a/\(name)", program.read("e/\(name)"))
    }
    _ = try report("--allow-new --allow-missing")
    #expect(try names("out/pictures") == ["mine.png"])
    #expect(try text("out/summary.md").hasPrefix("### All 6 pictures are as expected"))
  }

  @Test func aFolderOfOtherThingsIsRefused() throws {
    try program.makeFolder("out")
    try program.write("out/notes.txt", [1])
    let outcome = try report()
    #expect(outcome.status == 2)
    #expect(
      outcome.error == """
        upsample: --report: out is there and holds no report, and would be written to.
          Name a folder for the report alone, as in --report report/.

        """)
    #expect(try names("out") == ["notes.txt"])
  }

  @Test(arguments: ["e", "a/deep", "e/made/anew", ".", "-", "e/same.png"])
  func otherPlacesAreRefused(place: String) throws {
    let before = try names("e") + names("a")
    let outcome = try program.run("diff e a --quiet --report \(place)")
    #expect(outcome.status == 2 && outcome.error.hasPrefix("upsample: --report: "), "\(outcome)")
    #expect(try names("e") + names("a") == before)
  }

  @Test func picturesOfAReportOfBeforeAreNotTrusted() throws {
    _ = try report()
    let before = try files()
    for name in try names("out/pictures") { try program.write("out/pictures/\(name)", [1]) }
    _ = try report()
    #expect(try files() == before)
  }

  @Test func aReportThatWasCutShortIsReplaced() throws {
    try program.makeFolder("out")
    try program.write("out/.upsample-report", [])
    #expect(try report().status == 3)
    #expect(try names("out").contains("index.html"))
  }

  @Test func whatCannotBeWrittenFails() throws {
    _ = try report()
    for name in try names("out/pictures") { unlink("\(program.directory)/out/pictures/\(name)") }
    rmdir("\(program.directory)/out/pictures")
    try program.write("out/pictures", [1])
    let outcome = try report()
    #expect(outcome.status == 4, "\(outcome)")
    #expect(try program.read("out/pictures") == [1])
  }

  @Test func twoPicturesHaveNone() throws {
    let outcome = try program.run("diff e/same.png a/same.png --report out")
    #expect(outcome.status == 2)
    #expect(outcome.error.hasPrefix("upsample: --report: belongs to two folders"))
  }

  @Test func helpTellsOfEachMeaning() throws {
    #expect(try program.run("diff --help").output.contains("--report FOLDER"))
    #expect(try program.run("batch --help").output.contains("--report FILE"))
  }
}
