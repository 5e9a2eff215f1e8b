import Testing

@testable import Upsample

@Suite struct BorderTests {
  /// The sources of the positions -4..<7 of a line of three.
  @Test(arguments: [
    (Border.replicate, [0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]),
    (.reflect, [0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2]),
    (.wrap, [2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]),
    (.zero, [nil, nil, nil, nil, 0, 1, 2, nil, nil, nil, nil]),
  ])
  func continuesALine(_ border: Border, sources: [Int?]) {
    #expect((-4..<7).map { border.source(of: $0, extent: 3) } == sources)
  }

  @Test(arguments: [Border.replicate, .reflect, .wrap])
  func continuesALineOfOne(_ border: Border) {
    #expect((-3..<4).allSatisfy { border.source(of: $0, extent: 1) == 0 })
  }
}
