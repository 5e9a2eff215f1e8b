import Testing

@testable import UpsampleBase

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0, 2, "0.00"), (1.005, 1, "1.0"), (2.55, 0, "3"), (0.0499, 3, "0.050"), (-0.25, 2, "-0.25"),
      (-0.001, 2, "0.00"), (99.9999, 3, "100.000"), (999_999, 1, "999999.0"),
      (1_250_000, 2, "1.25e6"), (-2.25e38, 4, "-2.2500e38"), (9e307, 0, "9e307"),
      (Double(1e38 as Float), 4, "1.0000e38"), (9.96e9, 1, "1.0e10"),
    ] as [(Double, Int, String)])
  func numbersAreRounded(number: Double, digits: Int, text: String) {
    #expect(fixedText(number, digits: digits) == text)
  }

  @Test(arguments: [
    (0, 3, "0"), (0.5, 3, "0.5"), (-0.0004, 3, "0"), (-0.0005, 3, "-0.001"), (12.25, 2, "12.25"),
    (1.996, 2, "2"), (100, 2, "100"), (1e9, 2, "1e9"), (2.5e38, 4, "2.5e38"), (-3, 0, "-3"),
    (100, 0, "100"),
  ])
  func zerosAtTheEndAreLeftOut(number: Double, digits: Int, text: String) {
    #expect(decimalText(number, digits: digits) == text)
  }
}
