import Testing

@testable import UpsampleTensors

@Suite struct TransposedConv2DTests {
  private let line = Tensor(shape: [1, 1, 3, 1], scalars: [1, 10, 100])
  private let taps = Tensor(shape: [1, 3, 1, 1], scalars: [1, 2, 3])

  /// The two legal extents are not crops of each other: the shorter one is
  /// shifted by a pixel.
  @Test func thePadsFollowFromTheOutputShape() throws {
    let odd = try transposedConv2D(line, filter: taps, outputShape: [1, 1, 5, 1], strides: [1, 2])
    let even = try transposedConv2D(
      line, filter: taps, outputShape: [1, 1, 6, 1], strides: [1, 2])
    #expect(odd.scalars == [2, 13, 20, 130, 200])
    #expect(even.scalars == [1, 2, 13, 20, 130, 200])
  }

  @Test func theOutputShapeMayBeAbsentShortOrATensor() throws {
    let natural = try transposedConv2D(line, filter: taps, strides: [1, 2])
    let short = try transposedConv2D(line, filter: taps, outputShape: [1, 6], strides: [1, 2])
    let shape = Tensor(shape: [4], scalars: [1, 1, 6, 1])
    let tensor = try transposedConv2D(
      line, filter: taps, outputShape: OutputShape.tensor(shape), strides: [1, 2])
    #expect(natural.scalars == [1, 2, 13, 20, 130, 200])
    #expect(short == natural)
    #expect(tensor == natural)
  }

  /// Its other extents may be of any size.
  @Test func aFilterWithoutTapsLeavesZeros() throws {
    let filter = Tensor(shape: [0, 1 << 31 - 1, 2, 1], scalars: [])
    let output = try transposedConv2D(line, filter: filter, strides: 2)
    #expect(output == Tensor(repeating: 0, shape: [1, 2, 6, 2]))
  }

  @Test func oneValueOfThreeHasAFiveByFiveAndASixBySixOutput() throws {
    let value = Tensor(repeating: 1, shape: [1, 3, 3, 1])
    let filter = Tensor(shape: [2, 2, 3, 1], scalars: (1...12).map(Float.init))
    for extent in [5, 6] {
      let shape = OutputShape.extents([1, extent, extent, 3])
      let output = try transposedConv2D(
        value, filter: filter, outputShape: shape, strides: [1, 2, 2, 1])
      let expected = (0..<extent * extent * 3).map { offset -> Float in
        let (pixel, channel) = offset.quotientAndRemainder(dividingBy: 3)
        let (y, x) = pixel.quotientAndRemainder(dividingBy: extent)
        return Float((y % 2 * 2 + x % 2) * 3 + channel + 1)
      }
      #expect(output.scalars == expected)
    }
  }

  @Test func positionsThatNoTapReachesAreZero() throws {
    let one = Tensor(shape: [1, 1, 1, 1], scalars: [1])
    let output = try transposedConv2D(
      line, filter: one, outputShape: [1, 1, 8, 1], strides: [1, 3])
    #expect(output.scalars == [1, 0, 0, 10, 0, 0, 100, 0])
  }

  /// The blanks between inputs are not numbers, so nothing multiplies them.
  @Test func anInfiniteTapMakesNoNaNInTheGaps() throws {
    let taps = Tensor(shape: [1, 1, 1, 1], scalars: [.infinity])
    let output = try transposedConv2D(line, filter: taps, strides: [1, 2])
    #expect(output.scalars == [.infinity, 0, .infinity, 0, .infinity, 0])
  }

  @Test func anInfiniteValueTimesATapOfZeroIsNaN() throws {
    let value = Tensor(shape: [1, 1, 2, 1], scalars: [.infinity, 1])
    let taps = Tensor(shape: [1, 2, 1, 1], scalars: [0, 1])
    let output = try transposedConv2D(value, filter: taps, strides: [1, 2])
    #expect(output.scalars[0].isNaN)
    #expect(output.scalars[1...] == [.infinity, 0, 1])
  }

  @Test func noInputChannelsAndNoTapsMakeZeros() throws {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 0])
    let filter = Tensor(repeating: 0, shape: [2, 2, 3, 0])
    let output = try transposedConv2D(value, filter: filter, strides: 2)
    #expect(output == Tensor(repeating: 0, shape: [1, 4, 4, 3]))
    let noTaps = try transposedConv2D(
      Tensor(repeating: 1, shape: [1, 2, 2, 1]), filter: Tensor(repeating: 0, shape: [0, 1, 1, 1]),
      strides: 2)
    #expect(noTaps == Tensor(repeating: 0, shape: [1, 4, 4, 1]))
  }

  @Test func anEmptyBatchHasAnEmptyResult() throws {
    let output = try transposedConv2D(
      Tensor(repeating: 0, shape: [0, 3, 3, 1]), filter: Tensor(repeating: 1, shape: [2, 2, 3, 1]),
      outputShape: [0, 5, 5, 3], strides: 2)
    #expect(output.shape == [0, 5, 5, 3])
  }
}
