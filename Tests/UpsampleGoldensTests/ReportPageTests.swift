import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct ReportPageTests {
  private func page(naming name: String) -> String {
    var header = JSONObject()
    header.add("schema", "upsample-diff")
    var entry = JSONObject()
    entry.add("name", name)
    return reportPage(header, [entry])
  }

  private func part(of page: String, between start: String, and end: String) throws -> Substring {
    let first = try #require(page.firstRange(of: start))
    let rest = page[first.upperBound...]
    return rest[..<(try #require(rest.firstRange(of: end))).lowerBound]
  }

  @Test func theReportIsPartOfThePage() throws {
    let page = page(naming: "a.png")
    let report = try part(of: page, between: "id=\"report\">", and: "</script>")
    #expect(report == #"{"schema":"upsample-diff","pictures":[{"name":"a.png"}]}"#)
    #expect(!page.contains("{{"))
  }

  /// Whatever a file is called, it ends no element and takes no place of the page's parts.
  @Test(arguments: [
    "</script><script>alert(1)</script>", "<!--<script>", "{{script}}", "{{report}}",
  ])
  func namesStayWhereTheyAre(name: String) throws {
    let (plain, page) = (page(naming: "name"), page(naming: name))
    let told = name.replacing("<", with: "\\u003c")
    #expect(page == plain.replacing(#"{"name":"name"}"#, with: #"{"name":"\#(told)"}"#))
  }

  /// The policy names the style and the script of this very page, and nothing else may run.
  @Test func thePolicyNamesStyleAndScript() throws {
    let page = page(naming: "a.png")
    let policy = try part(of: page, between: "Policy\" content=\"", and: "\"")
    #expect(policy.hasPrefix("default-src 'none'; img-src 'self'; style-src 'sha256-"))
    #expect(!policy.contains("unsafe") && !policy.contains("*") && !policy.contains("http"))
    let style = try part(of: page, between: "<style>", and: "</style>")
    let script = try part(of: page, between: "<script>", and: "</script>")
    for text in [style, script] {
      #expect(policy.contains(" 'sha256-\(base64(SHA256(of: Array(text.utf8)).bytes))'"))
    }
  }

  /// From the definition: six bits a character.
  private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    var text = ""
    for start in stride(from: 0, to: bits.count, by: 6) {
      let six = (0..<6).map { start + $0 < bits.count ? bits[start + $0] : 0 }
      text.append(alphabet[six.reduce(0) { 2 * $0 + Int($1) }])
    }
    return text + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }
}
