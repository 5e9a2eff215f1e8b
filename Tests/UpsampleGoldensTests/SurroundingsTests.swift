import Glibc
import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

/// What two folders hold that is no picture, or none of its own.
@Suite struct SurroundingsTests {
  private let folder = try! TestFolder()

  init() {
    for name in ["e", "a"] { mkdir("\(folder.path)/\(name)", 0o777) }
  }

  private func write(_ names: String..., level: UInt8 = 100) throws {
    for name in names { try folder.write(grayPNG(width: 8, height: 8) { _, _ in level }, to: name) }
  }

  private func job() throws -> ComparisonJob {
    try ComparisonJob(
      folder["e"], folder["a"], by: Rules(standard: Thresholds([])), ComparisonOptions())
  }

  private func surroundings() throws -> Surroundings {
    try compareFolders(job(), wording: \.description) { _ in }
  }

  /// The lines of all pictures without their reasons, the worst first.
  private func compared() throws -> [String] {
    var verdicts: [Verdict] = []
    try compareFolders(job(), wording: \.description, { verdicts.append($0) })
    return verdicts.sorted { $0.precedes($1) }.map { "\($0.status.rawValue) \($0.name)" }
  }

  enum Kind: CaseIterable { case folder, pipe, link }

  private func make(_ kind: Kind, _ name: String) throws {
    switch kind {
    case .folder: mkdir("\(folder[name])", 0o777)
    case .pipe: mkfifo("\(folder[name])", 0o666)
    case .link: symlink(".", "\(folder[name])")
    }
  }

  @Test(arguments: Kind.allCases)
  func whatIsNoFileIsNoGolden(kind: Kind) throws {
    try make(kind, "e/x.png")
    try write("a/x.png")
    #expect(try compared() == ["error x.png"])
  }

  @Test(arguments: Kind.allCases)
  func whatIsNoFileIsNoPicture(kind: Kind) throws {
    try make(kind, "a/x.png")
    try write("e/x.png")
    #expect(try compared() == ["error x.png"])
  }

  @Test(arguments: ["e", "a"], [Kind.pipe, .link])
  func aPictureOfOneFolderIsAFile(side: String, kind: Kind) throws {
    try make(kind, "\(side)/x.png")
    #expect(try compared() == ["error x.png"])
  }

  @Test func aFolderMayHaveAnyName() throws {
    for side in ["e", "a"] {
      mkdir("\(folder[side])/x.png", 0o777)
      try write("\(side)/x.png/y.png")
    }
    #expect(try compared() == ["equal x.png/y.png"])
  }

  @Test func linksAreToldOfInOrder() throws {
    let names = Array("hbgdafec").map(String.init)
    for side in ["e", "a"] {
      for name in names { try make(.link, "\(side)/\(name)") }
    }
    let told =
      names.sorted().map { "\(folder["e/\($0)"]) is a link" }
      + names.sorted().map { "\(folder["a/\($0)"]) is a link" }
    let warnings = try surroundings().warnings
    #expect(warnings.count == told.count && zip(warnings, told).allSatisfy { $0.hasPrefix($1) })
  }

  @Test func whatIsNoPictureIsNotNew() throws {
    try folder.write(Array("text".utf8), to: "a/x.png")
    #expect(try compared() == ["error x.png"])
  }

  @Test func whatCanNotBeReadIsToldOnceByItsName() throws {
    try write("e/x.png")
    for name in ["x.png", "y.png"] { symlink("nowhere", "\(folder["a/\(name)"])") }
    #expect(try compared() == ["error x.png", "error y.png"])
  }

  @Test func aMaskThatIsAPipeKeepsNobodyWaiting() throws {
    try write("e/x.png", "a/x.png")
    try make(.pipe, "e/x.mask.png")
    #expect(try compared() == ["error x.mask.png", "equal x.png"])
  }

  /// Each is missing, or has its own verdict: none is accepted for another and never asked for.
  @Test func aLabelIsOfAPictureWithoutOne() throws {
    try write("e/x.png", "e/x@arm.png", "e/x@arm@old.png", "e/y.png", "e/y@arm.mask.png")
    try write("a/x.png", "a/y.png", level: 99)
    #expect(
      try compared() == [
        "changed x.png", "changed y.png", "missing x@arm@old.png", "missing y@arm.mask.png",
      ])
  }

  @Test func aLabelIsOfAGoldenThatIsAFile() throws {
    try make(.folder, "e/x.png")
    try write("e/x@arm.png")
    #expect(try compared() == ["missing x@arm.png"])
  }
}
