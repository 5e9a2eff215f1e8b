import Testing

@testable import UpsampleBase

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a.png", "a.png", "."), ("x/a.png", "a.png", "x"), ("/a.png", "a.png", "/"),
    ("x/y/", "y", "x"), ("x//", "x", "."), ("/", "/", "/"), ("//", "/", "/"), ("..", "..", "."),
    ("x//y", "y", "x/"), (".hidden", ".hidden", "."), ("", "", "."),
  ])
  func aPathHasALastComponentAndAParent(path: String, last: String, parent: String) {
    #expect(FilePath(path).lastComponent == FilePath(last))
    #expect(FilePath(path).parent == FilePath(parent))
  }

  @Test(
    arguments: [
      ("a.png", "png"), ("a.b.PnG", "png"), ("x.png/a", nil), ("a", nil), (".png", nil),
      ("x/.png", nil), ("a.", ""), ("a.png/", "png"), ("", nil), ("..", ""),
    ] as [(String, String?)])
  func theExtensionFollowsTheLastDotOfTheLastComponent(path: String, expected: String?) {
    #expect(FilePath(path).lowercasedExtension == expected)
  }

  @Test(arguments: [
    ("a.png", "a.jpg"), ("a.b.png", "a.b.jpg"), ("a", "a.jpg"), (".png", ".png.jpg"),
    ("x.y/a", "x.y/a.jpg"), ("x/a.png", "x/a.jpg"), ("a.", "a.jpg"), ("a.png/", "a.jpg"),
  ])
  func theExtensionIsReplacedOrAdded(path: String, replaced: String) {
    #expect(FilePath(path).replacingExtension(with: "jpg") == FilePath(replaced))
  }

  @Test func componentsAreAppendedBehindOneSlash() {
    #expect(FilePath("x").appending(FilePath("a")) == FilePath("x/a"))
    #expect(FilePath("x/").appending(FilePath("a")) == FilePath("x/a"))
    #expect(FilePath("/").appending(FilePath("a")) == FilePath("/a"))
  }

  @Test(
    arguments: [
      (Array("größe/a b.png".utf8), "größe/a b.png"),
      ([0x61, 0x0A, 0x62, 0x1B, 0x7F], #"a\x0ab\x1b\x7f"#),
      ([0xFF, 0x61, 0xC3], #"\xffa\xc3"#),
      ([0xC0, 0x80], #"\xc0\x80"#),
      ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
      ([0xF0, 0x9F, 0x8C, 0x8A], "🌊"),
      ([0x61, 0xE2, 0x80, 0xAE, 0x62], #"a\xe2\x80\xaeb"#),
      ([0xE2, 0x80, 0xA8, 0xE2, 0x81, 0xA6], #"\xe2\x80\xa8\xe2\x81\xa6"#),
      ([], ""),
    ] as [([UInt8], String)])
  func theDescriptionIsOneLineOfText(bytes: [UInt8], text: String) {
    #expect(FilePath(bytes: bytes).description == text)
  }

  @Test func bytesReachTheSystemAsTheyAre() {
    let path = FilePath(bytes: [0x6B, 0xFF, 0x0A])
    #expect(path.withCString { FilePath(cString: $0) } == path)
  }
}
