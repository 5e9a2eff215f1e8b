import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct MaxPool3DTests {
  @Test func halvesTheExtentsAndKeepsTheLargest() throws {
    let value = Tensor(shape: [1, 2, 3, 2, 1], scalars: (0..<12).map(Float.init))
    let pooled = try maxPool3D(value, ksize: 2, padding: .same)
    #expect(pooled == Tensor(shape: [1, 1, 2, 1, 1], scalars: [9, 11]))
  }

  @Test func pairsOfPadsAreRefused() {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 2, 1])
    #expect(throws: UpsampleError.self) {
      try maxPool3D(
        value, ksize: 2, padding: .explicit([[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]]))
    }
  }
}
