import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct MeanTests {
  @Test func meansAreThoseOfTheDefinition() throws {
    for seed in 0..<200 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let extents = (0..<Int.random(in: 0...5, using: &numbers)).map { _ in
        numbers.pick([1, 2, 3, 4])
      }
      let value = numbers.realTensor(Shape(extents))
      let axes = extents.indices.filter { _ in Bool.random(using: &numbers) }
      let expected = referenceMean(value, axes: Set(axes))
      let named = axes.map { seed % 2 == 0 ? $0 : $0 - extents.count }
      let seen = try mean(value, axes: named, dimensions: .kept)
      try expectEqual(seen, expected, "seed \(seed)")
      let left = extents.indices.filter { !axes.contains($0) }.map { extents[$0] }
      #expect(
        try mean(value, axes: named) == expected.viewed(as: Shape(left)), "seed \(seed)")
    }
  }

  @Test func withoutAxesAllNumbersAreTaken() throws {
    let value = Tensor(shape: [2, 2], scalars: [1, 2, 3, 6])
    #expect(try mean(value) == Tensor(shape: [], scalars: [3]))
    #expect(try mean(value, axes: []) == value)
  }

  @Test func noNumbersHaveNoMean() throws {
    let none = Tensor(repeating: 0, shape: [2, 0, 3])
    #expect(try mean(none, axes: [1]).scalars.map(\.isNaN) == Array(repeating: true, count: 6))
    #expect(try mean(none, axes: [0]).shape == [0, 3])
  }

  /// In single precision the sum would stay at 2^24.
  @Test func manyNumbersAreAddedExactly() throws {
    let ones = Tensor(repeating: 1, shape: [1, 1 << 24 + 1 << 10, 1])
    #expect(try mean(ones, axes: [1]).scalars == [1])
  }

  static let hostile: [[Int]] = [[2], [-3], [.min], [.max], [0, 0], [0, -2]]

  @Test(arguments: hostile) func dimensionsThatAreNotThereAreRefused(axes: [Int]) {
    #expect(throws: UpsampleError.self) {
      try mean(Tensor(repeating: 0, shape: [2, 3]), axes: axes)
    }
  }
}
