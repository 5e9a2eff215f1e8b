import UpsampleTensors

/// A pool by its definition.
///
/// Tensors are `[batch, depth, height, width, channels]`.
package struct ReferencePool {
  package var window: [Int]
  package var strides: [Int]
  package var dilations: [Int]
  package var padsBefore: [Int]

  package init(window: [Int], strides: [Int], dilations: [Int], padsBefore: [Int]) {
    (self.window, self.strides) = (window, strides)
    (self.dilations, self.padsBefore) = (dilations, padsBefore)
  }

  /// The pool's outputs, each made of the values within its window in row-major order.
  package func outputs(
    of value: Tensor, extents outputs: [Int], taking statistic: ([Float]) -> Float
  ) -> Tensor {
    let (inputs, channels) = (value.shape.extents, value.shape[4])
    var scalars: [Float] = []
    for image in 0..<inputs[0] {
      forEachIndex(of: outputs + [channels]) { position in
        var met: [Float] = []
        forEachIndex(of: window) { tap in
          let place = (0..<3).map {
            position[$0] * strides[$0] + tap[$0] * dilations[$0] - padsBefore[$0]
          }
          guard (0..<3).allSatisfy({ place[$0] >= 0 && place[$0] < inputs[$0 + 1] }) else { return }
          let offset = place.enumerated().reduce(image) { $0 * inputs[$1.offset + 1] + $1.element }
          met.append(value.scalars[offset * channels + position[3]])
        }
        scalars.append(statistic(met))
      }
    }
    return Tensor(shape: Shape([inputs[0]] + outputs + [channels]), scalars: scalars)
  }
}

extension PoolStatistic {
  /// The statistic by its definition.
  package func ofValues(_ values: [Float]) -> Float {
    switch self {
    case .maximum: values.contains(where: \.isNaN) ? .nan : values.max() ?? -.infinity
    case .mean: values.reduce(0, +) / Float(values.count)
    }
  }
}
