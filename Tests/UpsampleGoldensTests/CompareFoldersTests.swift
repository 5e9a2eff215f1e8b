import Glibc
import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

/// Rules and labels at work on two folders.
@Suite struct CompareFoldersTests {
  private let folder = try! TestFolder()

  init() {
    for name in ["e", "a", "e/in", "a/in"] { mkdir("\(folder.path)/\(name)", 0o777) }
  }

  /// A picture of gray 100 with one pixel of another level.
  private func write(_ name: String, level: UInt8 = 100) throws {
    try folder.write(
      grayPNG(width: 8, height: 8) { x, y in x == y && x == 3 ? level : 100 }, to: name)
  }

  /// The lines of all pictures, the worst first, and what the rules warn of.
  private func compared(
    _ rules: String = "", digests: ComparisonJob.Digests = .left
  ) throws -> (lines: [String], warnings: [String], verdicts: [Verdict]) {
    let file = try folder.write(Array(rules.utf8), to: "rules")
    var options = ComparisonOptions()
    options.jobs = 2
    options.structuralSimilarity = .none
    let job = try ComparisonJob(
      folder["e"], folder["a"],
      by: Rules(standard: Thresholds([]), file: file), options, .trusted,
      digests)
    var verdicts: [Verdict] = []
    try compareFolders(job, wording: \.description, { verdicts.append($0) })
    verdicts.sort { $0.precedes($1) }
    let lines = verdicts.map { verdict in
      String(verdict.line.prefix { $0 != ":" })
    }
    return (lines, job.rules.warnings, verdicts)
  }

  @Test func aRuleDecidesAndIsToldOf() throws {
    try write("e/a.png")
    try write("a/a.png", level: 102)
    try write("e/in/b.png")
    try write("a/in/b.png", level: 102)
    let found = try compared("in/* --max-diff 2")
    #expect(found.lines == ["changed  a.png", "within   in/b.png"])
    #expect(
      found.verdicts[1].object.description.contains(
        #""rule":"in/* --max-diff 2","rule_line":1,"bounds":{"max-diff":"2"},"#))
    #expect(found.warnings.isEmpty)
  }

  @Test func aLineMayHaveRulesForPixels() throws {
    for name in ["a.png", "in/b.png", "in/c.png"] {
      try write("e/\(name)")
      try write("a/\(name)", level: 102)
    }
    let found = try compared(
      """
      in/b.png --ignore 3,3,1x1 --max-pixels-in-window=0/4
      in/c.png --tolerance 0.02 --ignore-antialiasing
      """)
    #expect(found.lines == ["changed  a.png", "within   in/c.png", "within   in/b.png"])
    #expect(found.verdicts[2].comparison?.difference?.densestWindow?.differingPixels == 0)
    // Nothing tells of it.
    #expect(found.verdicts.allSatisfy { $0.comparison?.difference?.ssim == nil })
  }

  /// A mask covers what changed in one picture; one of another size is an error.
  @Test func aMaskBesideAGoldenIsNoGolden() throws {
    for name in ["a.png", "b.png", "c.png"] {
      try write("e/\(name)")
      try write("a/\(name)", level: 102)
    }
    try folder.write(
      grayPNG(width: 8, height: 8) { x, y in x == 3 && y == 3 ? 0 : 255 }, to: "e/a.mask.png")
    try folder.write(grayPNG(width: 8, height: 7) { _, _ in 255 }, to: "e/b.mask.png")
    try write("e/alone.mask.png")
    try write("a/a.mask.png")
    let found = try compared()
    #expect(
      found.lines == [
        "error    b.png", "changed  c.png", "missing  alone.mask.png", "within   a.png",
      ])
    #expect(
      found.verdicts[0].reasons[0].hasSuffix("the mask is 8x7 and the pictures are 8x8."),
      "\(found.verdicts[0].reasons)")
  }

  @Test(arguments: ["a.Png", "a.JPG", "a.jpe"])
  func aMaskLiesBesideAGoldenOfAnyExtension(name: String) throws {
    try write("e/\(name)")
    try write("a/\(name)", level: 102)
    try folder.write(
      grayPNG(width: 8, height: 8) { x, y in x == 3 && y == 3 ? 0 : 255 }, to: "e/a.mask.png")
    #expect(try compared().lines == ["within   \(name)"])
  }

  /// A picture without a golden is new, whatever its name.
  @Test func aMaskOfNoGoldenIsAPicture() throws {
    for name in ["e/a.png", "a/a.png", "a/a.mask.png"] { try write(name) }
    #expect(try compared().lines == ["new      a.mask.png", "equal    a.png"])
  }

  /// Names are bytes.
  @Test func aMaskLiesBesideAGoldenOfAnyName() throws {
    for (name, level) in [("e/a\n.png", 100), ("a/a\n.png", 102)] {
      try write(name, level: UInt8(level))
    }
    try folder.write(
      grayPNG(width: 8, height: 8) { x, y in x == 3 && y == 3 ? 0 : 255 }, to: "e/a\n.mask.png")
    #expect(try compared().lines == ["within   a\\x0a.png"])
  }

  @Test(arguments: [
    (levels: [0, 0], "max diff 0 is below --max-diff 2-4, and none is worse"),
    (levels: [0, 1], "max diff 1 is below --max-diff 2-4, and none is worse"),
    (levels: [0, 2], nil), (levels: [3, 1], nil), (levels: [9, 0], nil),
  ])
  func aRangeThatNobodyNeedsIsToldOf(levels: [UInt8], warning: String?) throws {
    for (name, level) in zip(["a", "b"], levels) {
      try write("e/\(name).png")
      try write("a/\(name).png", level: 100 + level)
    }
    let warnings = try compared("*.png --max-diff 2-4").warnings
    #expect(warnings == [warning].compactMap { $0.map { "\(folder["rules"]) line 1: \($0)" } })
  }

  @Test func nobodyKnowsWhatAPictureNeedsThatIsNotMeasured() throws {
    try write("e/a.png")
    try write("a/a.png")
    try write("e/b.png")
    #expect(try compared("*.png --max-diff 2-4").warnings.isEmpty)
    try folder.write(Array("no picture".utf8), to: "a/b.png")
    #expect(try compared("*.png --max-diff 2-4").warnings.isEmpty)
  }

  @Test func anyLabelledGoldenIsAccepted() throws {
    try write("e/in/b.png")
    try write("e/in/b@arm64.png", level: 110)
    try write("e/in/b@linux.v1.png", level: 120)
    try write("a/in/b.png", level: 120)
    #expect(try compared().lines == ["equal    in/b.png (@linux.v1)"])
    try write("a/in/b.png", level: 121)
    #expect(try compared("**.png --max-diff 1").lines == ["within   in/b.png (@linux.v1)"])
    try write("a/in/b.png", level: 115)
    #expect(try compared().lines == ["changed  in/b.png"])
    try write("a/in/b.png")
    #expect(try compared().lines == ["equal    in/b.png"])
  }

  @Test func aLabelledNameThatIsCompared() throws {
    for name in ["b", "b@linux", "c@x", "d@2x", "d"] { try write("e/\(name).png") }
    for name in ["b", "b@linux", "c@x", "d"] { try write("a/\(name).png", level: 101) }
    #expect(
      try compared().lines == [
        "changed  b.png", "changed  b@linux.png", "changed  c@x.png", "changed  d.png",
        "missing  d@2x.png",
      ])
  }

  @Test func aLabelWithoutAPlainGoldenIsAPictureOfItsOwn() throws {
    try write("e/b@linux.png")
    try write("a/b.png")
    #expect(try compared().lines == ["missing  b@linux.png", "new      b.png"])
  }

  @Test func aLabelledGoldenThatIsDamagedFails() throws {
    try write("e/b.png")
    try folder.write(Array("no picture".utf8), to: "e/b@linux.png")
    try write("a/b.png", level: 101)
    #expect(try compared().lines == ["error    b.png"])
  }

  @Test(arguments: [
    ("a@b.png", "a.png", "b"), ("x/a@b@c.png", "x/a@b.png", "c"), ("a@b.c.png", "a.png", "b.c"),
  ])
  func labelsStandBehindTheLastSign(name: FilePath, plain: FilePath, label: FilePath) throws {
    let parts = try #require(name.partsOfLabel)
    #expect(parts == (plain, label))
  }

  @Test(arguments: ["a.png", "@b.png", "a@.png", "a@2x.png", "a@b", "x@y/a.png", "a@_.png"])
  func otherNamesHaveNone(name: FilePath) {
    #expect(name.partsOfLabel == nil)
  }

  /// A picture is missing where it is not there, not where nobody can look.
  @Test func whatCanNotBeLookedAtIsNotMissing() throws {
    try write("e/in/b.png")
    rmdir("\(folder["a/in"])")
    symlink("in", "\(folder["a/in"])")
    #expect(try compared().lines.contains("error    in/b.png"))
  }

  /// Of files of equal bytes none are.
  @Test func pixelsThatAreComparedAreToldOf() throws {
    for name in ["a.png", "b.png"] {
      try write("e/\(name)")
      try write("a/\(name)", level: name == "a.png" ? 101 : 100)
    }
    let told = Guarded((pixels: 0, share: 0.0))
    try compareFolders(
      ComparisonJob(
        folder["e"], folder["a"], by: Rules(standard: Thresholds([])), ComparisonOptions()),
      wording: \.description,
      progress: { pixels, share in
        told.withLock { $0 = ($0.pixels + pixels, $0.share + share) }
      }, { _ in })
    #expect(told.withLock { $0 } == (64, 2))
  }

  @Test func digestsAreThoseOfTheFiles() throws {
    try write("e/a.png")
    try write("a/a.png", level: 101)
    try write("a/n.png")
    let verdicts = try compared(digests: .taken).verdicts
    let digest = { name in try SHA256(of: InputFile(regular: folder[name])) }
    #expect(try verdicts[0].digests?.expected == digest("e/a.png"))
    #expect(try verdicts[0].digests?.actual == digest("a/a.png"))
    #expect(try verdicts[1].digests?.actual == digest("a/n.png"))
    #expect(verdicts[1].digests?.expected == nil)
  }
}
