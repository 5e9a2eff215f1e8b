import Testing
import Upsample

@testable import upsample_cli

@Suite struct ProgressLineTests {
  private let output = ImageLayout(width: 20_000, height: 10_000, channels: 3, depth: .eight)

  @Test(arguments: [
    (2500, Duration.seconds(2), "in.png  25%  25 MP/s  0:06 left"),
    (5000, .seconds(40), "in.png  50%  2.5 MP/s  0:40 left"),
    (5000, .seconds(3600), "in.png  50%  0.03 MP/s  1:00:00 left"),
    (10_000, .milliseconds(500), "in.png  100%  400 MP/s  0:00 left"),
    (1, .seconds(100_000), "in.png  0%  0.0 MP/s  2400:00:00 left"),
  ])
  func shareRateAndTimeLeft(rows: Int, time: Duration, line: String) {
    let text = ProgressLine.text("in.png", rows, output, after: time, columns: 80)
    #expect(text == line)
  }

  @Test func theLabelGivesWayOnANarrowTerminal() {
    let text = ProgressLine.text(
      String(repeating: "n", count: 100), 2500, output, after: .seconds(2), columns: 40)
    #expect(text == "nnnnnnnnnnn...  25%  25 MP/s  0:06 left")
    #expect(text.count == 39)
  }

  @Test func aLineThatTookNoTimeIsFinite() {
    let text = ProgressLine.text("x", 10_000, output, after: .zero, columns: 80)
    #expect(text == "x  100%  200000000 MP/s  0:00 left")
  }

  @Test func neverDrawsNothing() {
    #expect(ProgressLine("x", .never) == nil)
    #expect(ProgressLine("x", .always) != nil)
  }
}
