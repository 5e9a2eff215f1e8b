import Testing
import UpsampleTensors

@Suite struct AveragePool3DTests {
  @Test func takesTheMeanOfEachWindow() throws {
    let value = Tensor(shape: [1, 2, 1, 3, 1], scalars: [1, 2, 3, 4, 5, 9])
    let pooled = try averagePool3D(value, ksize: [2, 1, 2], strides: [1, 1, 2], padding: .same)
    #expect(pooled == Tensor(shape: [1, 2, 1, 2, 1], scalars: [3, 6, 4.5, 9]))
  }
}
