import Testing

@testable import UpsampleExplaining

@Suite struct SeparabilityTests {
  @Test func productsAreSeparable() throws {
    #expect(try analysis([[1, 2, 1], [3, 6, 3]]).separabilityResidue < 1e-7)
    #expect(try analysis([[0, 0], [0, 3]]).isSeparable)
    #expect(try analysis([[0, 0], [0, 0]]).isSeparable)
  }

  /// Of a diagonal matrix the residue is what all but the largest entry are of
  /// the norm.
  @Test func theResidueIsWhatTheBestProductLeavesOver() throws {
    let residue = try analysis([[3, 0], [0, 4]]).separabilityResidue
    #expect(abs(residue - 3.0 / 5) < 1e-9)
    #expect(try !analysis([[1, 1], [1, 1.001]]).isSeparable)
  }
}
