import Testing

@testable import upsample_cli

@Suite struct DecimalsTests {
  @Test(
    arguments: [
      (0, 2, "0.00"), (1.005, 1, "1.0"), (2.55, 0, "3"), (0.0499, 3, "0.050"), (-0.25, 2, "-0.25"),
      (-0.001, 2, "0.00"), (99.9999, 3, "100.000"),
    ] as [(Double, Int, String)])
  func numbersAreRounded(number: Double, digits: Int, text: String) {
    #expect(fixed(number, digits: digits) == text)
  }

  @Test(arguments: [("0", 0), ("007", 7), ("0.25", 0.25), ("99.5", 99.5)] as [(Substring, Double)])
  func decimalsAreRead(text: Substring, number: Double) {
    #expect(decimalNumber(text) == number)
  }

  @Test(arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "inf", "nan", "0x1", "1.2.3", " 1"])
  func nothingElseIsADecimal(text: String) {
    #expect(decimalNumber(text[...]) == nil)
  }
}
