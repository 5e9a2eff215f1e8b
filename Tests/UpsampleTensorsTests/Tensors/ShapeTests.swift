import Testing

@testable import UpsampleTensors

@Suite struct ShapeTests {
  @Test func countsScalarsUnlessTheyOverflow() {
    #expect(Shape([2, 3, 5]).scalarCount == 30)
    #expect(Shape([]).scalarCount == 1)
    #expect(Shape([1 << 40, 0, 1 << 40]).scalarCount == 0)
    #expect(Shape([1 << 40, 1 << 40]).scalarCount == nil)
  }

  @Test func longShapesAreToldShortly() {
    #expect(Shape([]).description == "[]")
    #expect(Shape([1, 5, 5, 3]).description == "[1, 5, 5, 3]")
    #expect(Shape([1, 2, 3, 4, 5, 6, 7, 8]).description == "[1, 2, 3, 4, 5, 6, 7, 8]")
    let long = Shape([Int](repeating: 1, count: 500))
    #expect(long.description == "[1, 1, 1, 1, 1, 1, 1, 1, ... and 492 more]")
  }
}
