import Testing

@testable import UpsampleBase

@Suite struct RatioTests {
  @Test(arguments: [
    (1, 1, 1, 1), (6, 4, 3, 2), (4, 6, 2, 3), (7, 1, 7, 1), (10, 5, 2, 1),
    (Int.max, Int.max, 1, 1), (Int.max, 1, Int.max, 1), (Int.max, 7, Int.max / 7, 1),
  ])
  func fractionsAreInLowestTerms(_ a: Int, _ b: Int, _ numerator: Int, _ denominator: Int) {
    let ratio = Ratio(a, b)
    #expect(ratio.numerator == numerator)
    #expect(ratio.denominator == denominator)
  }

  @Test func equalFractionsAreEqual() {
    #expect(Ratio(6, 4) == Ratio(3, 2))
    #expect(Ratio(4, 2) == 2)
    #expect(Set([Ratio(1, 2), Ratio(2, 4), Ratio(2, 1)]).count == 2)
  }

  @Test func theNearestNumberAndTheTextOfAFraction() {
    #expect(Ratio(3, 2).value == 1.5)
    #expect(Ratio(1, 3).value == 1.0 / 3)
    #expect(Ratio(6, 4).description == "3/2")
    #expect(Ratio(6, 3).description == "2")
  }
}
