import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct RulesTests {
  private let folder = try! TestFolder()

  private func rules(_ text: String, _ standard: [(String, String)] = []) throws -> Rules {
    let path = try folder.write(Array(text.utf8), to: "golden.rules")
    return try Rules(
      standard: Thresholds(standard.map { (name: $0.0, value: $0.1) }),
      file: path)
  }

  private func told(_ rules: Rules, _ name: String) -> String {
    let rule = rules.rule(for: FilePath(name))
    let values = rule.thresholds.values.map { "\($0.name) \($0.value)" }
    return "\(rule.line?.number ?? 0): \(values.joined(separator: ", "))"
  }

  @Test func theLastLineThatMatchesSaysItAll() throws {
    let rules = try rules(
      """
      # What varies.
      **  --max-diff 1 --min-psnr 40

      icons/*.png\t--max-diff=2   # rounding
        icons/exact.png
      a\\ b\\#.png --min-ssim 0.9 --min-ssim 0.8 \r
      """, [("max-diff", "9")])
    #expect(told(rules, "a.png") == "2: max-diff 1, min-psnr 40")
    #expect(told(rules, "icons/a.png") == "4: max-diff 2")
    #expect(told(rules, "icons/exact.png") == "5: ")
    #expect(told(rules, "a b#.png") == "6: min-ssim 0.8")
    #expect(rules.rule(for: "icons/a.png").line?.text == "icons/*.png\\x09--max-diff=2 # rounding")
  }

  @Test func whatNoLineMatchesIsHeldToTheOptions() throws {
    let rules = try rules("a.png --max-diff 2\n", [("max-diff", "9")])
    #expect(told(rules, "b.png") == "0: max-diff 9")
    #expect(told(rules, "a.png") == "1: max-diff 2")
  }

  /// The same pictures are left out wherever the program works.
  @Test func masksAreRelativeToTheFile() throws {
    let rules = try rules(
      "a.png --mask=m\\ \\#1.png --mask /m.png\n", [])
    #expect(
      rules.rule(for: "a.png").pixels.masks == [
        .file(folder["m #1.png"]), .file(FilePath("/m.png")),
      ])
  }

  @Test func aByteOrderMarkIsNoPartOfAPattern() throws {
    let rules = try rules("\u{feff}a.png --max-diff 2\r\n")
    #expect(told(rules, "a.png") == "1: max-diff 2")
    #expect(rules.warnings.isEmpty)
  }

  @Test func aPatternThatMatchesNothingIsToldOf() throws {
    let rules = try rules("*.png\na/*.png --max-diff 1\nb.png\n")
    _ = rules.rule(for: "b.png")
    #expect(
      rules.warnings == ["\(folder["golden.rules"]) line 2: no picture has a name like that"])
  }

  @Test(arguments: [
    ("a.png --max-diff", "--max-diff has no value."),
    (
      "a.png --scale 2",
      "\"--scale\" is neither a threshold nor a pixel rule.\n  Choose among --max-diff, "
    ),
    ("a.png max-diff 2", "\"max-diff\" is neither a threshold nor a pixel rule.\n"),
    ("a.png --max-diff x", "--max-diff: \"x\" is not a whole number of levels from 0 to 65535."),
    ("[a.png", "a pattern has [ without ]."),
    ("a.png --max-diff 2-1", "--max-diff: \"2-1\" is no range"),
  ])
  func aLineThatIsNoRuleIsRefused(line: String, told: String) throws {
    let error = #expect(throws: UpsampleError.self) { try rules("b.png\n\(line)\n[") }
    #expect(
      "\(error!)".hasPrefix("\(folder["golden.rules"]) line 2: \(told)"), "\(error!)")
  }

  @Test func aLongFileIsRefused() {
    let error = #expect(throws: UpsampleError.self) {
      try rules(String(repeating: "a\n", count: 1 << 17) + "b")
    }
    #expect("\(error!)".contains("has 262145 bytes; the limit is 262144"))
  }

  /// Whatever a file holds, it is rules or an error of one line.
  @Test func mutationsAreRulesOrRefused() throws {
    let sample =
      "# a\n**/[!a-c]?*.png --max-diff 1-3 --min-psnr=40\n\\# --max-pixels-differing 1%\n"
    let folder = try TestFolder()
    var refused = 0
    mutate(Array(sample.utf8), times: 2000, seed: 5) { bytes in
      do {
        let path = try folder.write(bytes, to: "rules")
        let rules = try Rules(standard: Thresholds([]), file: path)
        _ = rules.rule(for: "a/b.png")
      } catch {
        refused += 1
        #expect("\(error)".split(separator: "\n").count <= 2)
      }
    }
    #expect(refused > 100)
  }

  @Test func bytesThatAreNoTextAreRefusedOrMatched() throws {
    let path = try folder.write([0xff, 0x2a, 0x0a, 0x61, 0x20, 0xff], to: "bytes")
    let error = #expect(throws: UpsampleError.self) {
      try Rules(standard: Thresholds([]), file: path)
    }
    #expect(
      "\(error!)".contains("line 2: \"\u{fffd}\" is neither a threshold nor a pixel rule"),
      "\(error!)")
  }
}
