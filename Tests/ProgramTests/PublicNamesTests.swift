import Testing

/// What the library's modules offer to other packages, as the compiler sees it.
@Suite struct PublicNamesTests {
  @Test(arguments: [
    "Upsample", "UpsampleBase", "UpsampleExplaining", "UpsampleImages", "UpsampleTensors",
  ])
  func areDocumentedAndSpelledAlike(module: String) throws {
    let symbols = try publicSymbols(of: module)
    #expect(symbols.count > 10)
    #expect(symbols.filter { $0.docComment == nil }.map(\.name) == [])
    let others = symbols.map(\.name).filter { name in
      ["colour", "picture"].contains { name.lowercased().contains($0) }
    }
    #expect(others == [], "the words are `color` and `image`")
  }
}
