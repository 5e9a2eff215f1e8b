import Testing

@testable import upsample_cli

@Suite struct NearestNameTests {
  private static let names = OptionName.allCases.map(\.rawValue)

  @Test(arguments: [
    ("scael", OptionName.scale), ("scal", .scale), ("qality", .quality), ("kernal", .kernel),
    ("boarder", .border), ("maxpixels", .maxPixels), ("versoin", .version), ("jsno", .json),
    ("exist", .existing), ("sise", .size),
  ])
  func aMisspeltNameLeadsToTheOneThatWasMeant(word: String, name: OptionName) {
    #expect(nearestName(to: word, among: Self.names) == name.rawValue)
  }

  @Test(arguments: OptionName.allCases)
  func everyNameIsNearestToItself(name: OptionName) {
    #expect(nearestName(to: name.rawValue, among: Self.names) == name.rawValue)
  }

  @Test(arguments: ["", "z", "xyz", "colour-space", "sharpen", "no-such-option"])
  func aWordThatIsNearToNoneLeadsNowhere(word: String) {
    #expect(nearestName(to: word, among: Self.names) == nil)
  }

  @Test func shortNamesAreNotNearToEverything() {
    #expect(nearestName(to: "in", among: ["op", "man"]) == nil)
    #expect(nearestName(to: "mam", among: ["op", "man"]) == "man")
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
