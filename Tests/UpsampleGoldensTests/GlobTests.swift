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

  /// Short patterns and names of few letters, against the definition read letter by letter.
  @Test func randomNamesMatchByDefinition() throws {
    var random = SplitMix64(seed: 1)
    func text(_ letters: [String], upTo count: Int) -> String {
      let length = Int(random.next() % UInt64(count)) + 1
      return (0..<length).map { _ in letters[Int(random.next() % UInt64(letters.count))] }.joined()
    }
    var matching = 0
    for _ in 0..<20_000 {
      let pattern = text(["a", "b", "/", "*", "**", "?", "[a/]", "[!a]"], upTo: 7)
      let name = text(["a", "b", "/"], upTo: 7)
      let isMatch = isDefinedToMatch(pattern[...], name[...], isAtStart: true)
      try #require(matches(pattern, name) == isMatch, "\(pattern) and \(name)")
      matching += isMatch ? 1 : 0
    }
    #expect(matching > 1000)
  }
}

private func isDefinedToMatch(
  _ pattern: Substring, _ name: Substring, isAtStart: Bool
) -> Bool {
  guard let first = pattern.first else { return name.isEmpty }
  if first == "*" {
    let rest = pattern.drop { $0 == "*" }
    let isDouble = pattern.hasPrefix("**")
    if isDouble, isAtStart, rest.first == "/" {
      let behind = rest.dropFirst()
      return isDefinedToMatch(behind, name, isAtStart: true)
        || name.indices.contains { index in
          name[index] == "/"
            && isDefinedToMatch(behind, name[index...].dropFirst(), isAtStart: true)
        }
    }
    return (0...name.count).contains { count in
      (isDouble || !name.prefix(count).contains("/"))
        && isDefinedToMatch(rest, name.dropFirst(count), isAtStart: false)
    }
  }
  guard let letter = name.first else { return false }
  let (isMatch, rest): (Bool, Substring) =
    switch first {
    case "?": (letter != "/", pattern.dropFirst())
    case "[" where pattern.hasPrefix("[!"): (letter != "a" && letter != "/", pattern.dropFirst(4))
    case "[": (letter == "a", pattern.dropFirst(4))
    default: (letter == first, pattern.dropFirst())
    }
  return isMatch && isDefinedToMatch(rest, name.dropFirst(), isAtStart: first == "/")
}
