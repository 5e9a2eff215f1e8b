import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct GlobTests {
  private func matches(_ pattern: String, _ name: String) throws -> Bool {
    try Glob(Array(pattern.utf8)).matches(FilePath(name))
  }

  @Test(arguments: [
    ("a.png", "a.png"), ("*.png", "a.png"), ("*.png", ".png"), ("icons/*.png", "icons/a.png"),
    ("?.png", "a.png"), ("a*c*e.png", "abcbcde.png"), ("[ab].png", "b.png"),
    ("[!ab].png", "c.png"), ("[^ab].png", "c.png"), ("[]x].png", "].png"), ("[a-].png", "-.png"),
    ("[a-cx-z].png", "y.png"), ("\\*.png", "*.png"), ("[\\]].png", "].png"),
    ("**", "a/b/c.png"), ("**/*.png", "a.png"), ("**/*.png", "a/b/c.png"), ("a/**", "a/b/c.png"),
    ("a/**/c.png", "a/c.png"), ("a/**/c.png", "a/b/b/c.png"), ("a**c.png", "a/b/c.png"),
    ("*/**/x*", "a/b/c/xy"), ("**/**/c", "c"), ("a b.png", "a b.png"), ("***/c", "b/c"),
  ])
  func namesMatch(pattern: String, name: String) throws {
    #expect(try matches(pattern, name))
  }

  @Test(arguments: [
    ("a.png", "b.png"), ("a.png", "xa.png"), ("a.png", "a.pngx"), ("*.png", "a/b.png"),
    ("?", ""), ("?", "ab"), ("?b", "/b"), ("[!a]b", "/b"), ("[.-0]b", "/b"), ("*", "a/b"),
    ("**/c.png", "a/xc.png"), ("a/**/c", "ac"), ("a/**", "a"), ("[ab]", "c"), ("[!a]", "a"),
    ("A.png", "a.png"), ("\\*", "a"), ("*a*a*a*b", "aaaaaaaa"),
  ])
  func otherNamesDoNot(pattern: String, name: String) throws {
    #expect(try !matches(pattern, name))
  }

  @Test func bytesThatAreNoTextMatch() throws {
    #expect(try Glob(Array("a?b".utf8)).matches(FilePath(bytes: [0x61, 0xff, 0x62])))
    #expect(try Glob([0xfe, UInt8(ascii: "*")]).matches(FilePath(bytes: [0xfe, 0xff, 0x0a])))
  }

  @Test(arguments: [
    ("", GlobFault.empty), ("a\\", .backslash), ("[a", .bracket), ("[]", .bracket),
    ("[!", .bracket),
    ("[b-a]", .range(0x62, 0x61)), ("[a-\\", .backslash),
    (String(repeating: "x", count: 1025), .long(1025)),
  ])
  func whatIsNoPatternIsRefused(pattern: String, fault: GlobFault) {
    #expect(throws: fault) { try Glob(Array(pattern.utf8)) }
  }

  /// A pattern of many stars takes its length times the name's, not a power of it.
  @Test(.timeLimit(.minutes(1))) func manyStarsTakeLittleTime() throws {
    let pattern = String(repeating: "*a", count: 500) + "**b"
    #expect(try !matches(pattern, String(repeating: "a", count: 4000)))
  }
}
