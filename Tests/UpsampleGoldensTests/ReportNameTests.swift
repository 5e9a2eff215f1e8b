import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct ReportNameTests {
  private let digest = SHA256(bytes: Array(0..<32))
  private let digits = "000102030405060708090a0b0c0d0e0f"

  @Test(arguments: [
    ("settings/dark.png", "settings-dark-"), ("A B/Ünïcode.PNG", "a-b-n-code-"),
    ("../../etc/passwd", "etc-passwd-"), (".png", "png-"), ("///", ""), ("日本.png", ""),
    ("a.b.jpeg", "a-b-"), ("%2e%2e/<b>&amp;.png", "2e-2e-b-amp-"),
  ])
  func namesAreReadableAndHarmless(name: String, start: String) {
    let made = ReportName(FilePath(name), .actual, digest, .png)
    #expect(made.path == FilePath("\(start)actual-\(digits).png"))
    #expect(ReportName.isOne(made.path))
  }

  @Test func aLongNameKeepsItsEnd() {
    let name = FilePath(String(repeating: "folder/", count: 500) + "last.jpg")
    let made = ReportName(name, .heatMap, digest, .jpeg).path
    #expect(made.bytes.count < 128)
    #expect("\(made)".contains("folder-last-heat-map-\(digits).jpg"))
  }

  /// Those that differ in what has no letter share a start, and are told apart by what they hold.
  @Test func namesFollowFromWhatFilesHold() {
    let other = SHA256(bytes: Array((0..<32).reversed()))
    let one = ReportName("a b.png", .expected, digest, .png).path
    #expect(one == ReportName("A-B.png", .expected, digest, .png).path)
    #expect(one != ReportName("A-B.png", .expected, other, .png).path)
  }

  @Test(arguments: [
    "notes.txt", "actual-.png", "a-actual-0123.png", "my-screen.png", "index.html",
    "actual-zz0102030405060708090a0b0c0d0e0f.png", "000102030405060708090a0b0c0d0e0f.png",
  ])
  func otherNamesAreNone(name: String) {
    #expect(!ReportName.isOne(FilePath(name)))
  }
}
