import Foundation
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

  private func publicSymbols(of module: String) throws -> [SymbolGraph.Symbol] {
    let program = try BuiltProgram()
    let outcome = try program.runTool(
      "swift",
      ["symbolgraph-extract", "-module-name", module, "-minimum-access-level", "public"]
        + ["-skip-synthesized-members", "-output-dir", "."] + moduleArguments)
    #expect(outcome.status == 0, "\(outcome.error)")
    // Extensions of another module's types have a file of their own.
    return try program.names().filter { $0.hasSuffix(".symbols.json") }.flatMap { name in
      try JSONDecoder().decode(SymbolGraph.self, from: Data(try program.read(name))).symbols
    }
  }
}

/// The part of a symbol graph that is looked at.
private struct SymbolGraph: Decodable {
  let symbols: [Symbol]

  struct Symbol: Decodable {
    let pathComponents: [String]
    let docComment: DocComment?

    /// Its name with those of the types around it.
    var name: String { pathComponents.joined(separator: ".") }
  }

  struct DocComment: Decodable {}
}
