import UpsampleTensors

extension Tensor {
  /// A tensor whose number at each position `number` tells.
  package static func made(_ shape: Shape, _ number: ([Int]) -> Float) -> Tensor {
    var scalars: [Float] = []
    forEachIndex(of: shape.extents) { scalars.append(number($0)) }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// The number at a position, one index for each dimension.
  package func number(at position: [Int]) -> Float {
    scalars[zip(position, shape.extents).reduce(0) { $0 * $1.1 + $1.0 }]
  }
}

/// Depth to space by its definition, of a tensor `[batch, …, channels]`.
package func referenceDepthToSpace(_ value: Tensor, blockSize: Int, order: BlockOrder) -> Tensor {
  let rank = value.shape.rank - 2
  let cells = (0..<rank).reduce(1) { cells, _ in cells * blockSize }
  let channels = value.shape[rank + 1] / cells
  let spatial = value.shape.extents[1...rank].map { $0 * blockSize }
  return .made(Shape([value.shape[0]] + spatial + [channels])) { position in
    let pixel = position[1...rank].map { $0 / blockSize }
    let cell = position[1...rank].reduce(0) { $0 * blockSize + $1 % blockSize }
    let own = position[rank + 1]
    let channel = order == .dcr ? cell * channels + own : own * cells + cell
    return value.number(at: [position[0]] + pixel + [channel])
  }
}

/// Padding by its definition.
package func referencePad(_ value: Tensor, paddings: [[Int]], mode: PadMode) -> Tensor {
  let extents = zip(value.shape.extents, paddings).map { $0 + $1[0] + $1[1] }
  return .made(Shape(extents)) { position in
    var place: [Int] = []
    for (dimension, index) in position.enumerated() {
      let extent = value.shape[dimension]
      var index = index - paddings[dimension][0]
      switch mode {
      case .constant(let number):
        guard (0..<extent).contains(index) else { return number }
      case .reflect:
        if index < 0 { index = -index }
        if index >= extent { index = 2 * extent - 2 - index }
      case .symmetric:
        if index < 0 { index = -index - 1 }
        if index >= extent { index = 2 * extent - 1 - index }
      case .edge: index = min(max(index, 0), extent - 1)
      }
      place.append(index)
    }
    return value.number(at: place)
  }
}

/// Concatenation by its definition.
package func referenceConcat(_ values: [Tensor], axis: Int) -> Tensor {
  var extents = values[0].shape.extents
  extents[axis] = values.reduce(0) { $0 + $1.shape[axis] }
  return .made(Shape(extents)) { position in
    var (position, number) = (position, 0)
    while position[axis] >= values[number].shape[axis] {
      position[axis] -= values[number].shape[axis]
      number += 1
    }
    return values[number].number(at: position)
  }
}
