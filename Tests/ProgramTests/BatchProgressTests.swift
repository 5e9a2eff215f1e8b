import Testing
import Upsample

@testable import upsample_cli

@Suite struct BatchProgressTests {
  @Test(arguments: [
    (0, Int?.none, 0.0, 0, Duration.seconds(1), "0 files  0.0 MP/s"),
    (3, nil, 3.4, 40_000_000, .seconds(2), "3 files  20 MP/s"),
    (3, 60, 3.4, 40_000_000, .seconds(2), "3 of 60 files  5%  20 MP/s  0:34 left"),
    (0, 60, 0, 0, .seconds(2), "0 of 60 files  0%  0.0 MP/s"),
    (0, 1, 0.5, 5_000_000, .seconds(2), "0 of 1 files  50%  2.5 MP/s  0:02 left"),
    (61, 60, 61, 5_000_000, .seconds(2), "61 of 60 files  100%  2.5 MP/s  0:00 left"),
  ])
  func filesShareRateAndTimeLeft(
    files: Int, total: Int?, work: Double, pixels: Int, time: Duration, text: String
  ) {
    #expect(
      BatchProgress.text(files: files, of: total, work: work, pixels: pixels, after: time) == text)
  }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1234, "1.2 kB"), (99_940, "99.9 kB"),
    (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1 MB"), (14_800_000_000, "14.8 GB"),
    (Int.max, "9.2 EB"),
  ])
  func bytesAreToldInUnits(bytes: Int, text: String) {
    #expect(byteText(bytes) == text)
  }

  @Test(arguments: [
    ("plain-1.png", "plain-1.png"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#),
    ("$HOME", "'$HOME'"), ("", "''"), ("ü.png", "'ü.png'"),
  ])
  func namesAreQuotedForTheShell(name: String, word: String) {
    #expect(FilePath(name).quotedForShell == word)
  }

  @Test func bytesThatAreNoTextAreQuotedForTheShell() {
    #expect(
      FilePath(bytes: [0x61, 0x0a, 0xff, 0x27, 0x5c]).quotedForShell == #"$'a\x0a\xff\x27\x5c'"#)
  }
}
