import Layers

// Ten layers of VDSR, which make what is added to a picture that was resized before.
run { value in
  let large = try resize(
    value, size: [2 * value.shape[1], 2 * value.shape[2]], method: .bilinear)
  var x = large
  for layer in 1...9 {
    x = try convolution(x, layer: layer, taps: 3, outputs: 64, activation: .relu)
  }
  return try add(large, convolution(x, layer: 10, taps: 3, outputs: 1))
}
