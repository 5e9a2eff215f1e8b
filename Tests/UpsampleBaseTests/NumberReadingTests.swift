import Testing

@testable import UpsampleBase

@Suite struct NumberReadingTests {
  @Test(
    arguments: [("0", 0), ("007", 7), ("0.25", 0.25), ("99.5", 99.5), (".5", 0.5)]
      as [(Substring, Double)])
  func decimalsAreRead(text: Substring, number: Double) {
    #expect(decimalNumber(text) == number)
  }

  @Test(arguments: ["", ".", "1.", "-1", "+1", "1e3", "inf", "nan", "0x1", "1.2.3", " 1"])
  func nothingElseIsADecimal(text: String) {
    #expect(decimalNumber(text[...]) == nil)
  }
}
