import Testing
import Upsample

/// A fenced block of a page of the documentation.
struct FencedBlock: Sendable, CustomTestStringConvertible {
  /// The page's name, relative to the checkout.
  let page: String
  /// The word behind the opening fence; empty where there is none.
  let language: String
  let lines: [String]

  var testDescription: String { "\(page): \(lines.joined(separator: "; "))" }

  /// The blocks of the pages that a user reads, in order.
  static func all() throws -> [FencedBlock] {
    let guides = try entries(of: FilePath("\(checkout)/docs")).map { "docs/\($0)" }
    let examples = try entries(of: FilePath("\(checkout)/Examples"))
      .map { "Examples/\($0)/README.md" }
    return try (["README.md"] + guides.filter { $0.hasSuffix(".md") }.sorted() + examples.sorted())
      .flatMap(blocks)
  }

  private static func blocks(of page: String) throws -> [FencedBlock] {
    let text = String(decoding: try readFile("\(checkout)/\(page)"), as: UTF8.self)
    // Text and blocks take turns.
    return "\n\(text)".split(separator: "\n```", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }
      .map { _, block in
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return FencedBlock(page: page, language: lines[0], lines: Array(lines.dropFirst()))
      }
  }
}

/// The folder that holds README.md.
let checkout = "\(sampleImages)/.."
