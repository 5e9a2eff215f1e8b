import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct PadTests {
  private static let modes: [PadMode] = [.constant(-7), .reflect, .symmetric, .edge]

  @Test(arguments: modes) func padsAreThoseOfTheDefinition(mode: PadMode) throws {
    for seed in 0..<150 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let rank = Int.random(in: 0...5, using: &numbers)
      let extents = (0..<rank).map { _ in Int.random(in: 1...4, using: &numbers) }
      let value = numbers.realTensor(Shape(extents))
      let paddings = extents.map { extent in
        (0..<2).map { _ in
          let most = mode == .reflect ? extent - 1 : mode == .symmetric ? extent : 3
          return seed % 2 == 0 ? 0 : Int.random(in: 0...most, using: &numbers)
        }
      }
      let seen = try pad(value, paddings: paddings, mode: mode)
      try expectEqual(
        seen, referencePad(value, paddings: paddings, mode: mode), "seed \(seed) \(paddings)")
      try expectEqual(try crop(seen, crops: paddings), value, "cropped, seed \(seed)")
    }
  }

  @Test func emptyTensorsArePaddedByNumbersAlone() throws {
    let none = Tensor(repeating: 0, shape: [0, 2])
    let seen = try pad(none, paddings: [[1, 0], [0, 1]], mode: .constant(3))
    #expect(seen == Tensor(repeating: 3, shape: [1, 3]))
    #expect(throws: UpsampleError.self) {
      try pad(none, paddings: [[1, 0], [0, 0]], mode: .edge)
    }
    #expect(try pad(none, paddings: [[0, 0], [1, 1]], mode: .reflect).shape == [0, 4])
  }

  static let hostile: [[[Int]]] = [
    [], [[0, 0]], [[0, 0], [0]], [[0, 0], [0, 0, 0]], [[-1, 0], [0, 0]], [[.min, 0], [0, 0]],
    [[.max, .max], [0, 0]], [[0, 0], [0, 1 << 31]], [[1 << 30, 1 << 30], [1 << 30, 0]],
  ]

  @Test(arguments: hostile) func pairsThatDoNotFitAreRefused(pairs: [[Int]]) {
    let value = Tensor(repeating: 0, shape: [2, 3])
    for mode in Self.modes {
      #expect(throws: UpsampleError.self) { try pad(value, paddings: pairs, mode: mode) }
    }
    #expect(throws: UpsampleError.self) { try crop(value, crops: pairs) }
  }

  @Test func mirrorsHaveNoMoreThanTheTensor() {
    let value = Tensor(repeating: 0, shape: [3])
    #expect(throws: UpsampleError.self) { try pad(value, paddings: [[3, 0]], mode: .reflect) }
    #expect(throws: UpsampleError.self) { try pad(value, paddings: [[4, 0]], mode: .symmetric) }
    #expect(throws: UpsampleError.self) { try crop(value, crops: [[2, 2]]) }
  }
}
