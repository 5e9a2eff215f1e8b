import Foundation
import Testing

/// What a module offers to other packages, as the compiler sees it.
func publicSymbols(of module: String) throws -> [SymbolGraph.Symbol] {
  let program = try BuiltProgram()
  try extractSymbols(of: module, by: program)
  // Extensions of another module's types have a file of their own.
  return try program.names().filter { $0.hasSuffix(".symbols.json") }.flatMap { name in
    try JSONDecoder().decode(SymbolGraph.self, from: Data(try program.read(name))).symbols
  }
}

/// Writes a module's symbol graphs into a program's directory.
///
/// - Parameter exported: Modules that it exports again, whose symbols are its own then.
func extractSymbols(
  of module: String, with exported: [String] = [], by program: BuiltProgram
) throws {
  let list = exported.joined(separator: ",")
  let others =
    exported.isEmpty
    ? []
    : ["-experimental-allowed-reexported-modules=\(list)", "-emit-extension-block-symbols"]
  let outcome = try program.runTool(
    "swift",
    ["symbolgraph-extract", "-module-name", module, "-minimum-access-level", "public"]
      + ["-skip-synthesized-members", "-output-dir", "."] + others + moduleArguments)
  #expect(outcome.status == 0, "\(outcome.error)")
}

/// The part of a symbol graph that is looked at.
struct SymbolGraph: Decodable {
  let symbols: [Symbol]

  struct Symbol: Decodable {
    let kind: Kind
    let pathComponents: [String]
    let docComment: DocComment?

    /// Its name with those of the types around it.
    var name: String { pathComponents.joined(separator: ".") }
  }

  struct Kind: Decodable {
    /// What it is, as `swift.func` or `swift.type.property`.
    let identifier: String
  }

  struct DocComment: Decodable {}
}
