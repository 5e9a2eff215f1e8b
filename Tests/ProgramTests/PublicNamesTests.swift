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

  /// The modules as DocC tells of them, with those that they export again.
  @Test(arguments: [
    ("UpsampleTensors", ["UpsampleBase"]),
    ("Upsample", ["UpsampleBase", "UpsampleImages", "UpsampleTensors"]),
  ])
  func makePagesWithoutAWarning(module: String, exported: [String]) throws {
    let program = try BuiltProgram()
    try extractSymbols(of: module, with: exported, by: program)
    let outcome = try program.runTool(
      "docc",
      ["convert", "--additional-symbol-graph-dir", ".", "--output-path", "pages.doccarchive"]
        + ["--fallback-display-name", module, "--fallback-bundle-identifier", module]
        + ["--warnings-as-errors"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
  }
}
