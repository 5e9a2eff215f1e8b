import Testing

@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleImages

@Suite struct KernelPictureTests {
  /// The colours of a picture.
  private func colours(_ canvas: Canvas) -> Set<Colour> {
    var colours: Set<Colour> = []
    for y in 0..<canvas.height {
      for x in 0..<canvas.width { colours.insert(canvas[x, y]) }
    }
    return colours
  }

  /// The strongest colour of a heat map: that of the largest tap.
  private static let strongest = 0.8

  @Test func tapsAboveAndBelowZeroHaveTheirColours() throws {
    let both = colours(try KernelPicture(analysis([[4, -4], [1, 0]])).canvas)
    #expect(both.contains(Colour.above.diluted(Self.strongest)))
    #expect(both.contains(Colour.below.diluted(Self.strongest)))
    let above = colours(try KernelPicture(analysis([[4, 4], [1, 0]])).canvas)
    #expect(!above.contains(Colour.below.diluted(Self.strongest)))
  }

  @Test(
    arguments: [
      [[0]], [[1]], [[-1e30, 1e30]], [[1e-30]],
      [[Float](repeating: 0.1, count: 32)],
    ] as [[[Float]]])
  func everyKernelThatFitsIsDrawn(_ taps: [[Float]]) throws {
    for scale: Ratio in [1, 64, Ratio(3, 2)] {
      let canvas = try KernelPicture(analysis(taps, scale: scale)).canvas
      #expect(canvas.width == 1404)
    }
  }

  @Test func whatIsTooLargeToDrawIsRefused() throws {
    let wide = try analysis([[Float](repeating: 1, count: 33)], scale: 1)
    #expect(throws: UpsampleError.self) { try KernelPicture(wide) }
    let far = try analysis([[1]], scale: 65)
    #expect(throws: UpsampleError.self) { try KernelPicture(far) }
  }
}
