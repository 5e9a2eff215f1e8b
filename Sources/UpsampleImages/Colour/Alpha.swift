import CKernels

/// Multiplies the colours of `count` pixels of 2 or 4 channels by the share of
/// their alpha, the last one, where they stand.
func premultiply(
  _ pixels: UnsafeMutablePointer<Float>, count: Int, channels: Int, depth: ImageLayout.Depth
) {
  ck_premultiply(
    ck_best_instructions(), pixels, count, channels, Float(depth.maximum))
}

/// Divides the colours of `count` pixels by the share of their alpha again.
///
/// Colours are divided by the alpha that was convolved with them, even if that
/// is more than opaque, so that a picture of one colour keeps it under every
/// kernel. Where alpha will be 0, so are the colours.
///
/// - Parameters:
///   - depth: The units of the numbers.
///   - output: The depth to which they will be rounded.
func unpremultiply(
  _ pixels: UnsafeMutablePointer<Float>, count: Int, channels: Int, depth: ImageLayout.Depth,
  to output: ImageLayout.Depth
) {
  let halfLevel = 0.5 * Float(depth.maximum) / Float(output.maximum)
  ck_unpremultiply(
    ck_best_instructions(), pixels, count, channels, Float(depth.maximum),
    halfLevel)
}
