import TestSupport
import Testing

@testable import UpsampleTensors

/// `add`, `subtract`, `multiply` and `maximum`.
@Suite struct ElementwiseTests {
  private struct Operation: Sendable {
    let run: @Sendable (Tensor, Tensor) throws -> Tensor
    let definition: @Sendable (Float, Float) -> Float
  }

  private static let operations: [Operation] = [
    Operation(run: { try add($0, $1) }, definition: { $0 + $1 }),
    Operation(run: { try subtract($0, $1) }, definition: { $0 - $1 }),
    Operation(run: { try multiply($0, $1) }, definition: { $0 * $1 }),
    Operation(
      run: { try maximum($0, $1) },
      definition: { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }),
  ]

  @Test(arguments: operations.indices)
  func pairsAreThoseOfTheDefinition(index: Int) throws {
    let operation = Self.operations[index]
    for seed in 0..<200 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let extents = (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
        numbers.pick([0, 1, 2, 3, 3])
      }
      func part(_ numbers: inout SeededGenerator) -> Tensor {
        let own = extents.map { $0 != 1 && Bool.random(using: &numbers) ? $0 : 1 }
        let shape = Array(own.suffix(Int.random(in: 0...own.count, using: &numbers)))
        var tensor = numbers.realTensor(Shape(shape))
        for index in tensor.scalars.indices where Int.random(in: 0..<9, using: &numbers) == 0 {
          tensor.scalars[index] = numbers.pick([.nan, .infinity, -.infinity, 0])
        }
        return tensor
      }
      let (first, second) = (part(&numbers), part(&numbers))
      let expected = referenceCombination(first, second, operation.definition)
      try expectEqual(
        try operation.run(first, second), expected, "\(first.shape) \(second.shape)")
    }
  }

  @Test func longRunsAreSharedAmongThreads() throws {
    var numbers = SeededGenerator(seed: 1)
    let (large, row) = (numbers.realTensor([3, 100_001]), numbers.realTensor([100_001]))
    let expected = referenceCombination(large, row) { $0 + $1 }
    for threads in [1, 2, 5] { #expect(try add(large, row, threads: threads) == expected) }
  }

  @Test func shapesThatDoNotMatchAreRefused() {
    let value = Tensor(repeating: 0, shape: [2, 3])
    for shape: Shape in [[2], [3, 2], [0], [2, 0]] {
      let other = Tensor(repeating: 0, shape: shape)
      #expect(throws: UpsampleError.self) { try add(value, other) }
      #expect(throws: UpsampleError.self) { try maximum(other, value) }
    }
    let tall = Tensor(repeating: 0, shape: [1 << 20, 1])
    let wide = Tensor(repeating: 0, shape: [1 << 20])
    #expect(throws: UpsampleError.self) { try multiply(tall, wide) }
  }
}
