import TestSupport
import Testing
import Upsample
import UpsampleGoldens

@Suite struct ThresholdsTests {
  /// Of 200 pixels one differs by 3 levels.
  private func difference(for thresholds: Thresholds? = nil) throws -> ImageDifference {
    let folder = try TestFolder()
    let one = try folder.write(grayPNG(width: 20, height: 10) { x, _ in UInt8(x) }, to: "a.png")
    let other = try folder.write(
      grayPNG(width: 20, height: 10) { x, y in UInt8(x + (x == 5 && y == 5 ? 3 : 0)) },
      to: "b.png")
    var options = ComparisonOptions()
    if let thresholds { options = options.measuring(thresholds) }
    let comparison = try compareImages(.file(one), .file(other), options: options)
    return try #require(comparison.difference)
  }

  @Test(arguments: [
    ("max-diff", "3"), ("min-psnr", "61.5"), ("min-ssim", "0.9"), ("max-pixels-differing", "1"),
    ("max-pixels-differing", "0.5%"), ("min-ssimulacra2", "50"), ("max-flip", "0.1"),
  ])
  func theBoundItselfIsAllowed(name: String, value: String) throws {
    let thresholds = try Thresholds([(name, value)])
    #expect(try thresholds.excesses(of: difference(for: thresholds)).isEmpty)
  }

  @Test(arguments: [
    ("max-diff", "2", "max diff 3 is above --max-diff 2"),
    ("min-psnr", "61.6", "PSNR 61.5987 dB is below --min-psnr 61.6"),
    ("min-ssim", "1", "is below --min-ssim 1"),
    ("max-pixels-differing", "0", "differing pixels 1 are above --max-pixels-differing 0"),
    ("max-pixels-differing", "0.4%", "differing pixels 1 are above --max-pixels-differing 0.4%"),
    ("min-ssimulacra2", "100", "is below --min-ssimulacra2 100"),
    ("max-flip", "0", "is above --max-flip 0"),
  ])
  func whatIsBeyondIsToldOf(name: String, value: String, line: String) throws {
    let thresholds = try Thresholds([(name, value)])
    let lines = try thresholds.excesses(of: difference(for: thresholds))
    #expect(lines.count == 1 && lines[0].hasSuffix(line), "\(lines)")
  }

  @Test func theLastValueOfANameCounts() throws {
    let thresholds = try Thresholds([("max-diff", "2"), ("min-psnr", "9"), ("max-diff", "3")])
    #expect(try thresholds.excesses(of: difference()).isEmpty)
    #expect(thresholds.values.map(\.name) == ["max-diff", "min-psnr"])
    #expect(thresholds.values.map(\.value) == ["3", "9"])
    #expect(thresholds.figures == [.maximum, .psnr])
  }

  @Test(arguments: [
    ("max-diff", "65536"), ("min-psnr", "-1"), ("min-ssim", "1.1"),
    ("max-pixels-differing", "101%"), ("max-diff", "1-"), ("max-diff", "-1"), ("max-diff", "1-2-3"),
    ("min-ssimulacra2", "101"), ("max-flip", "1.5"),
  ])
  func whatIsNoBoundIsRefused(name: String, value: String) {
    let error = #expect(throws: UpsampleError.self) { try Thresholds([(name, value)]) }
    #expect("\(error!)".hasPrefix("--\(name): \"\(value)\" is "))
  }

  @Test(arguments: [
    ("max-diff", "3-4", false), ("max-diff", "1-3", false), ("max-diff", "4-9", true),
    ("min-psnr", "50-61", true), ("min-psnr", "50-62", false), ("min-ssim", "0.5-0.6", true),
    ("max-pixels-differing", "1-5", false), ("max-pixels-differing", "2-5", true),
    ("max-pixels-differing", "0.5%-1%", false), ("max-pixels-differing", "0.6%-1%", true),
    ("max-diff", "3", nil),
  ])
  func aRangeIsIdleWhereTheFigureIsBetter(name: String, value: String, isIdle: Bool?) throws {
    let thresholds = try Thresholds([(name, value)])
    #expect(try thresholds.excesses(of: difference()).isEmpty)
    #expect(try thresholds.rangeUses(of: difference()).first?.isIdle == isIdle)
  }

  @Test func aRangeTellsTheFigureThatWouldDo() throws {
    let thresholds = try Thresholds([("max-diff", "4-9"), ("min-psnr", "20-30")])
    #expect(
      try thresholds.rangeUses(of: difference()).map(\.line) == [
        "max diff 3 is below --max-diff 4-9", "PSNR 61.5987 dB is above --min-psnr 20-30",
      ])
    #expect(
      thresholds.rangeUses(of: nil).map(\.line) == [
        "max diff 0 is below --max-diff 4-9", "PSNR infinite is above --min-psnr 20-30",
      ])
    #expect(try Thresholds([("max-diff", "0-9")]).rangeUses(of: nil).allSatisfy { !$0.isIdle })
  }

  @Test func theFarEndOfARangeIsTheBound() throws {
    let lines = try Thresholds([("max-diff", "1-2"), ("min-psnr", "70-80")])
      .excesses(of: difference())
    #expect(
      lines == [
        "max diff 3 is above --max-diff 1-2", "PSNR 61.5987 dB is below --min-psnr 70-80",
      ])
  }

  @Test(arguments: [
    ("max-diff", "3-1"), ("max-pixels-differing", "1-5%"), ("max-pixels-differing", "1%-5"),
  ])
  func whatIsNoRangeIsRefused(name: String, value: String) {
    let error = #expect(throws: UpsampleError.self) { try Thresholds([(name, value)]) }
    #expect("\(error!)".hasPrefix("--\(name): \"\(value)\" is no range of one unit"))
  }

  /// Figures that cost time are left out unless a threshold asks for them.
  @Test(arguments: ["min-ssimulacra2", "max-flip"])
  func whatIsAskedForIsMeasured(name: String) throws {
    let asked = try difference(for: Thresholds([(name, "0")]))
    #expect((asked.ssimulacra2 != nil) == (name == "min-ssimulacra2"))
    #expect((asked.flip != nil) == (name == "max-flip"))
    let unasked = try difference()
    #expect(unasked.ssimulacra2 == nil && unasked.flip == nil)
  }

  /// No score is no good score: small pictures pass when they are equal.
  @Test(arguments: [0, 1])
  func smallPicturesHaveNoScoreUnlessTheyAreEqual(difference: UInt8) throws {
    let folder = try TestFolder()
    let one = try folder.write(grayPNG(width: 5, height: 7) { x, _ in UInt8(x) }, to: "a.png")
    let other = try folder.write(
      grayPNG(width: 5, height: 7) { x, y in UInt8(x) + (x + y == 3 ? difference : 0) },
      to: "b.png")
    let thresholds = try Thresholds([("min-ssimulacra2", "0")])
    let options = ComparisonOptions().measuring(thresholds)
    let comparison = try compareImages(.file(one), .file(other), options: options)
    let lines = thresholds.excesses(of: try #require(comparison.difference))
    let line =
      "SSIMULACRA 2, which no image with a side below 8 pixels has, is below --min-ssimulacra2 0"
    #expect(lines == (difference == 0 ? [] : [line]))
  }
}
