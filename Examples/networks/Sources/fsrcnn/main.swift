import Layers

// FSRCNN 56-12-4: features, shrinking, four mappings, expanding, a deconvolution.
run { value in
  func prelu(_ layer: Int, _ channels: Int) throws -> Activation {
    .prelu(alpha: try weights(layer, [channels]))
  }
  var x = try convolution(value, layer: 1, taps: 5, outputs: 56, activation: prelu(21, 56))
  x = try convolution(x, layer: 2, taps: 1, outputs: 12, activation: prelu(22, 12))
  for layer in 3...6 {
    x = try convolution(x, layer: layer, taps: 3, outputs: 12, activation: prelu(layer + 20, 12))
  }
  x = try convolution(x, layer: 7, taps: 1, outputs: 56, activation: prelu(27, 56))
  return try transposedConv2D(
    x, filter: weights(8, [9, 9, 1, 56]),
    outputShape: [x.shape[0], 2 * x.shape[1], 2 * x.shape[2], 1], strides: 2,
    padding: .explicit([[0, 0], [4, 3], [4, 3], [0, 0]]), bias: weights(58, [1]))
}
