import Testing
import UpsampleTensors

@Suite struct AveragePool2DTests {
  private let line = Tensor(shape: [1, 1, 4, 1], scalars: [1, 2, 3, 5])

  @Test func positionsInThePaddingAreNotCounted() throws {
    let pooled = try averagePool2D(line, ksize: [1, 3], strides: 1, padding: .same)
    #expect(pooled.scalars == [1.5, 2, 10 / 3, 4])
  }

  @Test func aNaNSpreadsAndInfinitiesAdd() throws {
    var value = line
    (value[0, 0, 0, 0], value[0, 0, 3, 0]) = (.nan, .infinity)
    let pooled = try averagePool2D(value, ksize: [1, 2], strides: 1, padding: .valid)
    #expect(pooled.scalars[0].isNaN && pooled.scalars[1...] == [2.5, .infinity])
  }

  /// Its positions may all lie in the padding.
  @Test func aDilatedWindowWithoutValuesHasNoMean() throws {
    let one = Tensor(repeating: 7, shape: [1, 1, 1, 1])
    let mean = try averagePool2D(one, ksize: 2, strides: 1, padding: .same, dilations: 2)
    #expect(mean.scalars.map(\.isNaN) == [true])
    let maximum = try maxPool2D(one, ksize: 2, strides: 1, padding: .same, dilations: 2)
    #expect(maximum.scalars == [-.infinity])
  }

  @Test func positionsInThePaddingCountWhereThatIsAsked() throws {
    let pooled = try averagePool2D(
      line, ksize: [1, 4], strides: 1, padding: .same, counting: .withPadding)
    #expect(pooled.scalars == [1.5, 2.75, 2.5, 2])
    let one = Tensor(repeating: 7, shape: [1, 1, 1, 1])
    let mean = try averagePool2D(
      one, ksize: 2, strides: 1, padding: .same, dilations: 2, counting: .withPadding)
    #expect(mean.scalars == [0])
  }

  @Test func channelsAreNotPooled() {
    #expect(throws: UpsampleError.self) {
      try averagePool2D(line, ksize: [1, 1, 1, 1 + 1], padding: .valid)
    }
  }
}
