import Testing

@testable import UpsampleImages

@Suite struct FontTests {
  private static let characters = (32..<127).map { Character(Unicode.Scalar(UInt8($0))) }

  private func key(_ character: Character) -> [Int] {
    Font.dots(of: character).map { $0.row * Font.advance + $0.column }
  }

  @Test func noTwoCharactersLookAlike() {
    #expect(Set(Self.characters.map(key)).count == Self.characters.count)
    #expect(key(" ").isEmpty)
  }

  @Test func dotsLeaveAGapToTheNextCharacter() {
    for character in Self.characters {
      for dot in Font.dots(of: character) {
        #expect(dot.column < Font.advance - 1 && dot.row < Font.height, "\(character)")
      }
    }
  }

  @Test(arguments: ["é", "\u{7F}", "\n", "猫"] as [Character])
  func anUnknownCharacterIsAQuestionMark(character: Character) {
    #expect(key(character) == key("?"))
  }
}
