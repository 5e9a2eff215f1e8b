import UpsampleTensors

/// The convolutions by their definitions, in nested loops over every output,
/// tap and channel: slow, and the specification in code, down to the order of
/// summation and so to the last bit.
///
/// Tensors are channels last with three spatial axes.
package struct ReferenceConvolution {
  package var strides: [Int]
  package var dilations: [Int]
  package var padsBefore: [Int]

  package init(strides: [Int], dilations: [Int], padsBefore: [Int]) {
    self.strides = strides
    self.dilations = dilations
    self.padsBefore = padsBefore
  }

  /// The forward convolution by a filter `[depth, height, width, in, out]`.
  package func forward(_ value: Tensor, filter: Tensor, outputs: [Int], groups: Int = 1) -> Tensor {
    let (depth, channels) = (filter.shape[3], filter.shape[4])
    let shape = Shape([value.shape[0]] + outputs + [channels])
    var result = [Float](repeating: 0, count: shape.scalarCount!)
    forEachPair(larger: value.shape, smaller: shape, filter: filter.shape) {
      large, small, tap in
      for out in 0..<channels {
        let input = large * depth * groups + out / (channels / groups) * depth
        for channel in 0..<depth {
          let weight = filter.scalars[(tap * depth + channel) * channels + out]
          result[small * channels + out].addProduct(value.scalars[input + channel], weight)
        }
      }
    }
    return Tensor(shape: shape, scalars: result)
  }

  /// The transposed convolution by a filter `[depth, height, width, out, in]`:
  /// every input is scattered, times every weight.
  package func transposed(_ value: Tensor, filter: Tensor, outputs: [Int], groups: Int = 1)
    -> Tensor
  {
    let (channels, depth) = (filter.shape[3], filter.shape[4])
    let shape = Shape([value.shape[0]] + outputs + [channels * groups])
    var result = [Float](repeating: 0, count: shape.scalarCount!)
    forEachPair(larger: shape, smaller: value.shape, filter: filter.shape) {
      large, small, tap in
      for channel in 0..<depth {
        let input = value.scalars[small * depth + channel]
        let output = (large * groups + channel / (depth / groups)) * channels
        for out in 0..<channels {
          let weight = filter.scalars[(tap * channels + out) * depth + channel]
          result[output + out].addProduct(input, weight)
        }
      }
    }
    return Tensor(shape: shape, scalars: result)
  }

  /// Calls `body` for every position of the smaller tensor and tap that meet a
  /// position of the larger tensor. All three are counted in row-major order,
  /// channels left out.
  private func forEachPair(
    larger: Shape, smaller: Shape, filter: Shape, body: (Int, Int, Int) -> Void
  ) {
    let (inner, taps) = (Array(smaller.extents[1...3]), Array(filter.extents[0...2]))
    for image in 0..<smaller[0] {
      var small = image * inner.reduce(1, *)
      forEachIndex(of: inner) { position in
        var tap = 0
        forEachIndex(of: taps) { tapIndex in
          var large: Int? = image
          for axis in 0..<3 {
            let met =
              position[axis] * strides[axis] + tapIndex[axis] * dilations[axis] - padsBefore[axis]
            let within = met >= 0 && met < larger[axis + 1]
            large = within ? large.map { $0 * larger[axis + 1] + met } : nil
          }
          if let large { body(large, small, tap) }
          tap += 1
        }
        small += 1
      }
    }
  }
}

/// Calls `body` with every index of an array of the given extents, the last
/// axis fastest.
package func forEachIndex(of extents: [Int], body: ([Int]) -> Void) {
  for flat in 0..<extents.reduce(1, *) {
    var (rest, index) = (flat, extents)
    for axis in extents.indices.reversed() {
      (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: extents[axis])
    }
    body(index)
  }
}
