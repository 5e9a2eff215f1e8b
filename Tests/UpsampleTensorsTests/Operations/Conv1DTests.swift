import Testing
import UpsampleTensors

@Suite struct Conv1DTests {
  @Test func slidesTheFilterAlongTheWidth() throws {
    let value = Tensor(shape: [1, 4, 1], scalars: [1, 10, 100, 1000])
    let filter = Tensor(shape: [3, 1, 1], scalars: [1, 2, 3])
    let seen = try conv1D(value, filter: filter, strides: 2, padding: .same)
    #expect(seen == Tensor(shape: [1, 2, 1], scalars: [321, 2100]))
  }

  @Test func rowsAreThoseOfTwoOrThreeAxes() throws {
    let filter = Tensor(repeating: 1, shape: [3, 1, 1])
    let prepared = try Convolution(.conv1D, filter: filter, padding: .same)
      .prepared(for: [1, 4, 1])
    #expect(prepared.valueRowCount == 1)
    #expect(throws: UpsampleError.self) {
      try prepared.rows(0..<1, from: Tensor(repeating: 1, shape: [1, 4, 1]), at: 0)
    }
    var rows = ConvolutionRows(prepared)
    #expect(throws: UpsampleError.self) {
      try rows.append(Tensor(repeating: 1, shape: [1, 4, 1]))
    }
  }
}
