import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct SummaryTests {
  private let subject = ReportSubject("goldens", "made", allowing: Verdict.Status.well, options: [])

  private func verdicts(_ all: [Verdict]) -> Verdicts {
    var verdicts = Verdicts(keeping: Verdict.Status.well)
    for verdict in all { verdicts.add(verdict) }
    return verdicts
  }

  @Test func theWorstComesFirst() {
    let text = summary(
      verdicts([
        Verdict(.equal, "a.png"), Verdict(.new, "b/c.png"),
        Verdict(.error, "d.png", reasons: ["made/d.png is empty."]),
      ]), of: subject)
    #expect(
      text == """
        ### 2 of 3 pictures are not as expected

        <code>made</code> against <code>goldens</code>: 3 pictures: 1 error, 1 new, 1 equal

        | picture | status | why |
        | --- | --- | --- |
        | <code>d.png</code> | error | made/d.png is empty. |
        | <code>b/c.png</code> | new |  |

        """)
  }

  @Test func picturesThatAreWellAreNotListed() {
    let text = summary(verdicts([Verdict(.equal, "a.png")]), of: subject)
    #expect(text.hasPrefix("### The picture is as expected\n"))
    #expect(text.contains(": 1 picture: 1 equal\n"))
    #expect(!text.contains("|"))
    #expect(summary(verdicts([]), of: subject).hasPrefix("### No pictures\n"))
  }

  @Test(arguments: [
    (1, 1, "The picture is not as expected"), (1, 3, "1 of 3 pictures is not as expected"),
    (0, 3, "All 3 pictures are as expected"), (2, 2, "2 of 2 pictures are not as expected"),
  ])
  func oneIsNotSeveral(failures: Int, pictures: Int, headline: String) {
    let statuses = (0..<pictures).map { $0 < failures ? Verdict.Status.missing : .equal }
    let text = summary(verdicts(statuses.map { Verdict($0, "a.png") }), of: subject)
    #expect(text.hasPrefix("### \(headline)\n"))
  }

  @Test func theLastOfElevenIsOneMore() {
    let all = (0..<11).map { Verdict(.missing, FilePath("\($0).png")) }
    let lines = githubAnnotations(all, of: "goldens", "actual").split(separator: "\n")
    #expect(lines.last == "::notice::1 more picture is not as expected")
  }

  @Test func namesAreNoMarkup() {
    let name = FilePath("a|b`c`<img src=x>@someone https://x.y www.x.y *d* [e](f) $g$ &amp;")
    let text = summary(verdicts([Verdict(.missing, name)]), of: subject)
    let row = String(text.split(separator: "\n").last!)
    #expect(
      row == "| <code>a&#124;b&#96;c&#96;&#60;img src=x&#62;&#64;someone https&#58;//x.y "
        + "www&#46;x.y &#42;d&#42; &#91;e&#93;(f) &#36;g&#36; &#38;amp;</code> | missing |  |")
  }

  /// GitHub takes at most 1 MiB of a step.
  @Test(arguments: [("s", 100), ("<", 4000)])
  func thousandsOfFailuresMakeAShortOne(letter: String, length: Int) {
    let all = (0..<5000).map { number in
      Verdict(
        .changed, FilePath("\(number)" + String(repeating: letter, count: length)),
        reasons: [String(repeating: "&", count: 1000)])
    }
    let text = summary(verdicts(all), of: subject)
    #expect(text.utf8.count < 1 << 19)
    let rows = text.split(separator: "\n").count { $0.hasPrefix("| <code>") }
    #expect((5...100).contains(rows))
    #expect(text.hasSuffix("\n\(5000 - rows) more in the report.\n"))
  }
}
