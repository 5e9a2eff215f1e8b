import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct ConcatTests {
  @Test func valuesLieOneBehindAnother() throws {
    for seed in 0..<150 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let rank = Int.random(in: 1...5, using: &numbers)
      let axis = Int.random(in: 0..<rank, using: &numbers)
      var extents = (0..<rank).map { _ in Int.random(in: 1...3, using: &numbers) }
      var values: [Tensor] = []
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        extents[axis] = Int.random(in: 0...3, using: &numbers)
        values.append(numbers.realTensor(Shape(extents)))
      }
      let seen = try concat(values, axis: seed % 2 == 0 ? axis : axis - rank)
      try expectEqual(seen, referenceConcat(values, axis: axis), "seed \(seed)")
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    let value = Tensor(repeating: 0, shape: [2, 3])
    for axis in [Int.min, -3, 2, .max] {
      #expect(throws: UpsampleError.self) { try concat([value], axis: axis) }
    }
    #expect(throws: UpsampleError.self) { try concat([], axis: 0) }
    for shape: Shape in [[], [2], [2, 4], [2, 3, 1]] {
      let other = Tensor(repeating: 0, shape: shape)
      #expect(throws: UpsampleError.self) { try concat([value, other], axis: 0) }
    }
    let wide = Tensor(repeating: 0, shape: [0, .max])
    #expect(throws: UpsampleError.self) { try concat([wide, wide], axis: 1) }
  }
}
