import Testing
import UpsampleTensors

@Suite struct TensorSamplesTests {
  @Test func aSeedHasTheSameNumbersEverywhere() throws {
    let numbers = try Tensor.normal(seed: 1, shape: [1000, 100])
    #expect(try numbers == .normal(seed: 1, shape: [1000, 100]))
    #expect(try numbers != .normal(seed: 2, shape: [1000, 100]))
    #expect(try numbers.scalars[..<3] == Tensor.normal(seed: 1, shape: [3]).scalars[...])
    #expect(abs(try mean(numbers).scalars[0]) < 0.01)
    #expect(abs(try mean(multiply(numbers, numbers)).scalars[0] - 1) < 0.02)
  }

  @Test func aRangeCounts() throws {
    #expect(try Tensor.range(shape: [2, 2]) == Tensor(shape: [2, 2], scalars: [0, 1, 2, 3]))
    #expect(try Tensor.constant(7, shape: []) == Tensor(shape: [], scalars: [7]))
  }

  @Test(arguments: [[-1], [.max, .max], [.min], [1 << 40], [2, -3, 0]] as [[Int]])
  func shapesOfNoTensorAreRefused(extents: [Int]) {
    #expect(throws: UpsampleError.self) { try Tensor.normal(seed: 1, shape: Shape(extents)) }
    #expect(throws: UpsampleError.self) { try Tensor.range(shape: Shape(extents)) }
    #expect(throws: UpsampleError.self) { try Tensor.constant(0, shape: Shape(extents)) }
  }
}
