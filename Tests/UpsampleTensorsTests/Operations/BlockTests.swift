import TestSupport
import Testing

@testable import UpsampleTensors

/// `depthToSpace` and `spaceToDepth`.
@Suite struct BlockTests {
  @Test(arguments: DataFormat.allCases, BlockOrder.allCases)
  func blocksAreThoseOfTheDefinition(format: DataFormat, order: BlockOrder) throws {
    for seed in 0..<60 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let rank = format.spatialRank
      let size = numbers.pick([2, 3])
      let spatial = (0..<rank).map { _ in Int.random(in: 0...3, using: &numbers) }
      let cells = (0..<rank).reduce(1) { cells, _ in cells * size }
      let shape = [numbers.pick([0, 1, 2])] + spatial + [cells * numbers.pick([0, 1, 3])]
      let plain = numbers.realTensor(Shape(shape))
      let expected = referenceDepthToSpace(plain, blockSize: size, order: order)
      let arrange = { (tensor: Tensor) in
        format.hasChannelsFirst ? channelsFirst(tensor) : tensor
      }
      let seen = try depthToSpace(
        arrange(plain), blockSize: size, order: order, dataFormat: format)
      try expectEqual(seen, arrange(expected), "seed \(seed)")
      let back = try spaceToDepth(seen, blockSize: size, order: order, dataFormat: format)
      try expectEqual(back, arrange(plain), "back, seed \(seed)")
    }
  }

  @Test func theOrdersDifferInWhatIsApart() throws {
    let value = Tensor(shape: [1, 1, 1, 8], scalars: [0, 1, 2, 3, 4, 5, 6, 7])
    let deep = try depthToSpace(value, blockSize: 2)
    #expect(deep.scalars == [0, 1, 2, 3, 4, 5, 6, 7])
    let shuffled = try depthToSpace(value, blockSize: 2, order: .crd)
    #expect(shuffled.scalars == [0, 4, 1, 5, 2, 6, 3, 7])
  }

  static let hostile = [Int.min, -1, 0, 1, 1 << 17, .max]

  @Test(arguments: hostile) func aBlockHasTwoPixelsASideAtLeast(size: Int) {
    let value = Tensor(repeating: 0, shape: [1, 4, 4, 4])
    #expect(throws: UpsampleError.self) { try depthToSpace(value, blockSize: size) }
    #expect(throws: UpsampleError.self) { try spaceToDepth(value, blockSize: size) }
  }

  @Test func whatBlocksDoNotDivideIsRefused() {
    let value = Tensor(repeating: 0, shape: [1, 3, 4, 3])
    #expect(throws: UpsampleError.self) { try depthToSpace(value, blockSize: 2) }
    #expect(throws: UpsampleError.self) { try spaceToDepth(value, blockSize: 2) }
    for rank in [0, 1, 3, 5, 9] {
      let value = Tensor(repeating: 0, shape: Shape(Array(repeating: 4, count: rank)))
      #expect(throws: UpsampleError.self) { try depthToSpace(value, blockSize: 2) }
    }
    let wide = Tensor(repeating: 0, shape: [0, 1 << 31 - 1, 1 << 31 - 1, 1 << 31 - 1])
    #expect(throws: UpsampleError.self) { try spaceToDepth(wide, blockSize: 2) }
  }
}
