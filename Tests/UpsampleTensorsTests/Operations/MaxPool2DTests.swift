import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct MaxPool2DTests {
  private let line = Tensor(shape: [1, 1, 4, 1], scalars: [1, 4, 2, 3])

  @Test func takesTheLargestOfEachWindow() throws {
    let pooled = try maxPool2D(line, ksize: [1, 2], padding: .valid)
    #expect(pooled == Tensor(shape: [1, 1, 2, 1], scalars: [4, 3]))
  }

  /// What it takes is what its positions within the value take.
  @Test func aWindowMayBeOfAnySize() throws {
    let value = Tensor(shape: [1, 2, 2, 1], scalars: [1, 4, 2, 3])
    let pooled = try maxPool2D(value, ksize: PerAxis([Int(Int32.max)]), strides: 1, padding: .same)
    #expect(pooled == Tensor(repeating: 4, shape: [1, 2, 2, 1]))
    let none = try maxPool2D(
      Tensor(repeating: 0, shape: [1, 1 << 31 - 1, 1, 0]), ksize: PerAxis([Int(Int32.max)]),
      strides: 1, padding: .same)
    #expect(none.shape == [1, 1 << 31 - 1, 1, 0])
  }

  @Test func positionsInThePaddingTakeNoPart() throws {
    let negative = Tensor(shape: [1, 1, 3, 1], scalars: [-5, -.infinity, -.infinity])
    let pooled = try maxPool2D(negative, ksize: [1, 2], strides: 1, padding: .same)
    #expect(pooled.scalars == [-5, -.infinity, -.infinity])
  }

  @Test func aNaNSpreadsToEveryWindowThatHoldsIt() throws {
    for width in [3, 40] {
      for place in 0..<3 {
        var value = Tensor(repeating: 1, shape: Shape([1, 1, 3, width]))
        value[0, 0, place, width - 1] = .nan
        let pooled = try maxPool2D(value, ksize: [1, 3], padding: .valid)
        #expect(pooled.scalars.map(\.isNaN) == (0..<width).map { $0 == width - 1 })
      }
    }
  }

  @Test func explicitPadsAreSmallerThanTheWindow() throws {
    let pads = [[0, 0], [0, 0], [1, 1], [0, 0]]
    let pooled = try maxPool2D(line, ksize: [1, 2], padding: .explicit(pads))
    #expect(pooled.scalars == [1, 4, 3])
    #expect(throws: UpsampleError.self) {
      try maxPool2D(line, ksize: 1, padding: .explicit(pads))
    }
  }
}
