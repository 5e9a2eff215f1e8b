import UpsampleTensors

/// The maximum over windows by its definition, of a tensor
/// `[batch, depth, height, width, channels]`.
package func referenceMaximum(
  _ value: Tensor, window: [Int], strides: [Int], padsBefore: [Int], outputs: [Int]
) -> Tensor {
  let (inputs, channels) = (value.shape.extents, value.shape[4])
  var scalars: [Float] = []
  for image in 0..<inputs[0] {
    forEachIndex(of: outputs + [channels]) { position in
      var largest = -Float.infinity
      forEachIndex(of: window) { tap in
        let met = (0..<3).map { position[$0] * strides[$0] + tap[$0] - padsBefore[$0] }
        guard !largest.isNaN, (0..<3).allSatisfy({ met[$0] >= 0 && met[$0] < inputs[$0 + 1] })
        else { return }
        let offset = met.enumerated().reduce(image) { $0 * inputs[$1.offset + 1] + $1.element }
        let scalar = value.scalars[offset * channels + position[3]]
        if scalar.isNaN || scalar > largest { largest = scalar }
      }
      scalars.append(largest)
    }
  }
  return Tensor(shape: Shape([inputs[0]] + outputs + [channels]), scalars: scalars)
}
