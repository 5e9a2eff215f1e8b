import Testing

@testable import UpsampleTensors

@Suite struct TensorPartsTests {
  private let tensor = Tensor(shape: [2, 3, 4], scalars: (0..<24).map(Float.init))

  @Test func aPartHoldsThePositionsOfItsRange() {
    for dimension in 0..<3 {
      let extent = tensor.shape[dimension]
      for first in 0...extent {
        for end in first...extent {
          let part = tensor.part(first..<end, ofDimension: dimension)
          for (offset, scalar) in part.scalars.enumerated() {
            var position = [offset / (part.shape[1] * part.shape[2])]
            position += [offset / part.shape[2] % part.shape[1], offset % part.shape[2]]
            position[dimension] += first
            #expect(scalar == tensor[position[0], position[1], position[2]])
          }
          #expect(part.shape[dimension] == end - first)
        }
      }
    }
  }

  @Test func partsJoinedAreTheWhole() {
    for dimension in 0..<3 {
      let extent = tensor.shape[dimension]
      for cut in 0...extent {
        let upper = tensor.part(0..<cut, ofDimension: dimension)
        let lower = tensor.part(cut..<extent, ofDimension: dimension)
        #expect(upper.joined(with: lower, alongDimension: dimension) == tensor)
      }
    }
  }

  @Test func extentsBesideAZeroMayBeOfAnySize() {
    let empty = Tensor(shape: [0, 1 << 40, 1 << 40], scalars: [])
    let part = empty.part(5..<9, ofDimension: 1)
    #expect(part.shape == [0, 4, 1 << 40])
    #expect(part.joined(with: part, alongDimension: 1).shape == [0, 8, 1 << 40])
  }
}
