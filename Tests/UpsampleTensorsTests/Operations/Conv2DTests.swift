import Testing

@testable import UpsampleTensors

@Suite struct Conv2DTests {
  private let line = Tensor(shape: [1, 1, 4, 1], scalars: [1, 10, 100, 1000])
  private let taps = Tensor(shape: [1, 2, 1, 1], scalars: [1, 2])

  @Test func theFilterIsNotTurnedRound() throws {
    #expect(try conv2D(line, filter: taps, padding: .valid).scalars == [21, 210, 2100])
  }

  @Test func theOddPadGoesAfter() throws {
    #expect(try conv2D(line, filter: taps, padding: .same).scalars == [21, 210, 2100, 1000])
  }

  @Test func stridesReadAsOneNumberOrAList() throws {
    let expected: [Float] = [21, 2100]
    for strides: PerAxis in [2, [2, 2], [1, 2, 2, 1]] {
      #expect(
        try conv2D(line, filter: taps, strides: strides, padding: .valid).scalars == expected)
    }
  }

  @Test func channelsThatAreAMultipleOfTheFiltersMakeGroups() throws {
    let value = Tensor(shape: [1, 1, 1, 4], scalars: [1, 2, 3, 4])
    let filter = Tensor(shape: [1, 1, 2, 2], scalars: [1, 10, 100, 1000])
    #expect(try conv2D(value, filter: filter, padding: .valid).scalars == [201, 4030])
  }

  /// Padding is absent, not zero: zero times infinity would be NaN.
  @Test func anInfiniteTapOnThePaddingMakesNoNaN() throws {
    let taps = Tensor(shape: [1, 3, 1, 1], scalars: [.infinity, 1, 1])
    let output = try conv2D(line, filter: taps, padding: .same)
    #expect(output.scalars == [11, .infinity, .infinity, .infinity])
  }

  @Test func anEmptyBatchHasAnEmptyResult() throws {
    let output = try conv2D(
      Tensor(repeating: 0, shape: [0, 5, 5, 2]), filter: Tensor(repeating: 0, shape: [3, 3, 2, 7]),
      strides: 2, padding: .same)
    #expect(output.shape == [0, 3, 3, 7])
  }

  @Test func severalDimensionsOfBatchStayInTheOutput() throws {
    let several = Tensor(
      shape: [2, 1, 1, 4, 1], scalars: line.scalars + line.scalars.map { 2 * $0 })
    let output = try conv2D(several, filter: taps, strides: 2, padding: .valid)
    #expect(output.shape == [2, 1, 1, 2, 1])
    #expect(output.scalars == [21, 2100, 42, 4200])
    let dilated = try atrousConv2D(several, filter: taps, rate: 2, padding: .same)
    #expect(dilated.shape == [2, 1, 1, 4, 1])
  }

  @Test func channelsComeAfterSeveralDimensionsOfBatch() throws {
    let value = Tensor(shape: [1, 2, 2, 1, 1], scalars: [1, 2, 3, 4])
    let filter = Tensor(shape: [1, 1, 2, 1], scalars: [10, 1])
    let output = try conv2D(value, filter: filter, padding: .same, dataFormat: .nchw)
    #expect(output == Tensor(shape: [1, 2, 1, 1, 1], scalars: [12, 34]))
  }
}
