import Testing

@testable import Upsample

@Suite struct ShapeTests {
  @Test func countsScalarsUnlessTheyOverflow() {
    #expect(Shape([2, 3, 5]).scalarCount == 30)
    #expect(Shape([]).scalarCount == 1)
    #expect(Shape([1 << 40, 0, 1 << 40]).scalarCount == 0)
    #expect(Shape([1 << 40, 1 << 40]).scalarCount == nil)
  }
}
