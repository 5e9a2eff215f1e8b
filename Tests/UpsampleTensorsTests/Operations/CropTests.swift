import TestSupport
import Testing

@testable import UpsampleTensors

/// `crop` by its definition: positions one by one.
@Suite struct CropTests {
  @Test(arguments: 0..<60) func positionsAreThoseBehindTheCrops(seed: UInt64) throws {
    var pick = SeededGenerator(seed: seed)
    let rank = Int.random(in: 0...5, using: &pick)
    let extents = (0..<rank).map { _ in Int.random(in: 0...4, using: &pick) }
    let crops = extents.map { extent in
      let before = Int.random(in: 0...extent, using: &pick)
      return [
        before, Bool.random(using: &pick) ? 0 : Int.random(in: 0...extent - before, using: &pick),
      ]
    }
    let value = try Tensor.range(shape: Shape(extents))
    let shape = Shape(zip(extents, crops).map { $0 - $1[0] - $1[1] })
    let expected = try Tensor(shape: shape) { position in
      let place = zip(position, crops).map { $0 + $1[0] }
      return value.scalars[value.shape.offset(of: place)!]
    }
    #expect(try crop(value, crops: crops) == expected, "\(extents) \(crops)")
  }
}
