import Layers

// ESPCN: three convolutions, and channels become pixels.
run { value in
  var x = try convolution(value, layer: 1, taps: 5, outputs: 64, activation: .tanh)
  x = try convolution(x, layer: 2, taps: 3, outputs: 32, activation: .tanh)
  x = try convolution(x, layer: 3, taps: 3, outputs: 4)
  return try depthToSpace(x, blockSize: 2, order: .crd)
}
