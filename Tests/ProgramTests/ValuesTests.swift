import TestSupport
import Testing
import Upsample

@testable import upsample_cli

@Suite struct ValuesTests {
  @Test(arguments: [
    ("1", Ratio(1, 1), Ratio(1, 1)),
    ("02", Ratio(2, 1), Ratio(2, 1)),
    ("1.5", Ratio(3, 2), Ratio(3, 2)),
    ("1.000000", Ratio(1, 1), Ratio(1, 1)),
    ("1.000001", Ratio(1_000_001, 1_000_000), Ratio(1_000_001, 1_000_000)),
    ("6/4", Ratio(3, 2), Ratio(3, 2)),
    ("2x3", Ratio(2, 1), Ratio(3, 1)),
    ("2X3", Ratio(2, 1), Ratio(3, 1)),
    ("4/3x1.25", Ratio(4, 3), Ratio(5, 4)),
    ("999999.999999", Ratio(999_999_999_999, 1_000_000), Ratio(999_999_999_999, 1_000_000)),
  ])
  func scaleIsExact(text: String, width: Ratio, height: Ratio) throws {
    #expect(try Magnification(scale: text) == .scale(width: width, height: height))
  }

  @Test(arguments: [
    "", "x", "2x", "x2", "2x2x2", "0", "0x2", "0/1", "1/0", "3/2/1", "3/", "/2", "1.", ".5",
    "1.5.5", "1.5/2", "-2", "+2", " 2", "2 ", "1e3", "nan", "inf", "0x10", "1,5", "1000000",
    "1.0000001", "99999999999999999999999", "٣", "２",
  ])
  func textThatIsNoScaleIsRefused(text: String) {
    let message = """
      --scale: "\(text)" is not a scale.
        Write 2, 1.5, 3/2 or 2x3, with at most six digits in each number.
      """
    #expect(refusal { _ = try Magnification(scale: text) } == message)
  }

  @Test(arguments: ["0.5", "1/2", "2x0.999999", "0.000001", "1/999999"])
  func scalesBelowOneAreRefused(text: String) {
    let message = """
      --scale: "\(text)" is below 1, but upsample makes pictures larger.
        Scales begin at 1.
      """
    #expect(refusal { _ = try Magnification(scale: text) } == message)
  }

  @Test(
    arguments: [
      ("1920x1080", 1920, 1080), ("1920x", 1920, nil), ("x1080", nil, 1080),
      ("1920X1080", 1920, 1080), ("X1080", nil, 1080),
      ("1x2147483647", 1, 2_147_483_647),
    ] as [(String, Int?, Int?)])
  func sizeIsRead(text: String, width: Int?, height: Int?) throws {
    #expect(try Magnification(size: text) == .size(width: width, height: height))
  }

  @Test(arguments: [
    "", "x", "1920", "0x5", "5x0", "x0", "1x2x3", "-1x5", "1.5x2", "2147483648x1", "1e3x1",
    "99999999999999999999999999x1", " 5x5", "ax",
  ])
  func textThatIsNoSizeIsRefused(text: String) {
    let message = """
      --size: "\(text)" is not a size.
        Write 1920x1080, or 1920x or x1080 to keep the aspect; from 1 to 2147483647 pixels.
      """
    #expect(refusal { _ = try Magnification(size: text) } == message)
  }

  @Test func qualityIsAWordOrANumber() throws {
    #expect(try JPEGQuality("keep") == .keep)
    #expect(try JPEGQuality("1") == .percent(1))
    #expect(try JPEGQuality("100") == .percent(100))
    for text in ["0", "101", "", "Keep", "90%", "-1", "9999999999999999999999"] {
      let message = #"--quality: "\#(text)" is neither keep nor a whole number from 1 to 100."#
      #expect(refusal { _ = try JPEGQuality(text) } == message)
    }
  }

  @Test func threadsAreCounted() throws {
    #expect(try threadCount("1") == 1)
    #expect(try threadCount("1024") == 1024)
    for text in ["0", "1025", "", "all", "-1", "1.5", "99999999999999999999"] {
      let message = #"--jobs: "\#(text)" is not a whole number from 1 to 1024."#
      #expect(refusal { _ = try threadCount(text) } == message)
    }
  }

  @Test(arguments: [
    ("1", 1), ("500K", 500_000), ("100M", 100_000_000), ("2G", 2_000_000_000),
    ("500k", 500_000), ("100m", 100_000_000), ("2g", 2_000_000_000),
    ("9223372036854775807", Int.max), ("9223372036854775807K", Int.max),
  ])
  func pixelsAreCountedInUnits(text: String, count: Int) throws {
    #expect(try pixelCount(text) == count)
  }

  @Test(arguments: ["", "0", "K", "0K", "-5", "1.5M", "1B", "1MB", "9223372036854775808", "1e9"])
  func textThatIsNoNumberOfPixelsIsRefused(text: String) {
    let message = """
      --max-pixels: "\(text)" is not a number of pixels.
        Write a whole number from 1, also as 500K, 100M or 2G.
      """
    #expect(refusal { _ = try pixelCount(text) } == message)
  }

  @Test func wordsAreChosenAmongThoseOfTheOption() throws {
    #expect(try Border("wrap", of: .border) == .wrap)
    let message = """
      --border: "mirror" is not a word it knows.
        Choose among replicate, reflect, wrap, zero.
      """
    #expect(refusal { _ = try Border("mirror", of: .border) } == message)
  }
}
