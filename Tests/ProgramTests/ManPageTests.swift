import Testing

@testable import upsample_cli

@Suite struct ManPageTests {
  @Test func theProgramPrintsThePage() throws {
    let outcome = try BuiltProgram().run("man")
    #expect(outcome == .init(status: 0, output: ManPage.text, error: ""))
  }

  @Test func everyOptionHasItsEntry() {
    for option in Option.all {
      let signature = option.signature.split(separator: "-", omittingEmptySubsequences: false)
        .joined(separator: "\\-")
      #expect(ManPage.text.contains(".TP\n\\fB\(signature)\\fR\n"), "\(option.signature)")
    }
  }

  @Test func everyHeadingIsFollowedByText() {
    let lines = ManPage.text.split(separator: "\n")
    let isHeading = { (line: Substring) in line.hasPrefix(".SH") || line.hasPrefix(".SS") }
    for (line, next) in zip(lines, lines.dropFirst()) where isHeading(line) {
      #expect(!isHeading(next), "\(line) is followed by \(next)")
    }
    #expect(lines.last.map(isHeading) == false)
  }

  /// Every line that begins with a dot is a request that was meant as one.
  @Test func noTextIsTakenForARequest() {
    let requests: Set = [".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi"]
    for line in ManPage.text.split(separator: "\n") where line.first == "." {
      #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
  }
}
