import Testing

@testable import Upsample
@testable import UpsampleBase

@Suite struct MagnificationTests {
  @Test(arguments: [
    (Magnification.scale(width: 2, height: 3), 10, 15),
    (.scale(width: Ratio(3, 2), height: Ratio(5, 4)), 8, 6),  // 7.5 and 6.25
    (.scale(width: 1, height: 1), 5, 5),
    (.size(width: 7, height: 5), 7, 5),
    (.size(width: 12, height: nil), 12, 12),
    (.size(width: nil, height: 6), 6, 6),
  ])
  func givesTheSize(_ magnification: Magnification, width: Int, height: Int) throws {
    let size = try magnification.resolved(width: 5, height: 5)
    #expect(size.width == width)
    #expect(size.height == height)
  }

  @Test func takesTheRatioOfSizes() throws {
    let size = try Magnification.size(width: 10, height: 9).resolved(width: 4, height: 6)
    #expect(size.horizontal == Ratio(5, 2))
    #expect(size.vertical == Ratio(3, 2))
  }

  @Test(arguments: [
    (
      Magnification.scale(width: Ratio(1, 2), height: 2),
      """
      `scale`: 1/2 is below 1, and upsample makes pictures larger.
        Give a scale of at least 1.
      """
    ),
    (
      .size(width: 4, height: 9),
      """
      `size`: a width of 4 is smaller than the input's 5, and upsample makes pictures larger.
        Give a width of at least 5.
      """
    ),
    (
      .size(width: nil, height: nil),
      """
      `size`: neither a width nor a height is given.
        Give WxH, Wx or xH.
      """
    ),
    (
      .scale(width: 1, height: Ratio(Int.max, 3)),
      """
      `scale`: 9223372036854775807/3 has too many digits.
        Give a smaller or rounder scale.
      """
    ),
    (
      .scale(width: 4_000_000, height: 1),
      """
      the output has 20000000 pixels in width; the limit is 16777216.
        Choose a smaller `scale` or `size`.
      """
    ),
    (
      .size(width: 5, height: 1 << 31),
      """
      the output has 2147483648 pixels in height; the limit is 2147483647.
        Choose a smaller `scale` or `size`.
      """
    ),
    (
      .scale(width: 1_000_000, height: 1_000_000),
      """
      the output has 25000000000000 pixels; the limit is 1099511627776.
        Choose a smaller `scale` or `size`.
      """
    ),
  ])
  func refusesWhatIsSmallerOrTooLarge(_ magnification: Magnification, message: String) throws {
    let error = try #require(throws: UpsampleError.self) {
      try magnification.resolved(width: 5, height: 5)
    }
    #expect(error.description == message)
  }
}
