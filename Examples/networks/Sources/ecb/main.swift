import Layers

// Blocks of parallel branches, as they are trained before they fold into one convolution.
run { value in
  var x = try convolution(value, layer: 1, taps: 3, outputs: 8)
  for block in 1...4 {
    let wide = try convolution(x, layer: 2 * block, taps: 3, outputs: 8)
    let pointwise = try convolution(x, layer: 2 * block + 1, taps: 1, outputs: 8)
    x = try prelu(
      add(add(wide, pointwise), x), alpha: weights(block + 20, [8]))
  }
  let pixels = try convolution(x, layer: 10, taps: 3, outputs: 4)
  // The input itself, once for each of the four pixels that it becomes.
  let anchor = try concat([value, value, value, value], axis: 3)
  return try depthToSpace(add(pixels, anchor), blockSize: 2, order: .crd)
}
