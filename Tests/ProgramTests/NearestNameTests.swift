import Testing

@testable import upsample_cli

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("scael", OptionName.scale), ("scal", .scale), ("q", .quality), ("kernal", .kernel),
    ("boarder", .border), ("maxpixels", .maxPixels), ("versoin", .version), ("jsno", .json),
    ("exist", .existing), ("sise", .size),
  ])
  func aMisspeltNameLeadsToTheOneThatWasMeant(word: String, name: OptionName) {
    #expect(OptionName.nearest(to: word) == name)
  }

  @Test(arguments: OptionName.allCases)
  func everyNameIsNearestToItself(name: OptionName) {
    #expect(OptionName.nearest(to: name.rawValue) == name)
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
    ("abc", "ab", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func editsAreCountedBothWays(a: String, b: String, count: Int) {
    #expect(edits(from: a, to: b) == count)
    #expect(edits(from: b, to: a) == count)
  }

  @Test func aNameWithoutEndIsComparedUpToALimit() {
    #expect(edits(from: String(repeating: "a", count: 1_000_000), to: "b") == 32)
  }
}
