/// Converts samples to floating-point numbers of the same value.
///
/// `bytes` holds `count` samples of the given depth, `floats` has room for as
/// many.
package func widenSamples(
  _ bytes: UnsafeRawPointer, count: Int, _ depth: ImageLayout.Depth,
  into floats: UnsafeMutablePointer<Float>
) {
  switch depth {
  case .eight:
    let samples = bytes.assumingMemoryBound(to: UInt8.self)
    for index in 0..<count { floats[index] = Float(samples[index]) }
  case .sixteen:
    for index in 0..<count {
      floats[index] = Float(
        bytes.loadUnaligned(fromByteOffset: index &<< 1, as: UInt16.self))
    }
  }
}

/// Converts floating-point numbers to samples: each is multiplied by `range`,
/// clamped to the depth's range and rounded, halves to even. NaN becomes 0.
///
/// - Parameters:
///   - floats: `count` numbers.
///   - bytes: Room for `count` samples.
package func roundSamples(
  _ floats: UnsafePointer<Float>, count: Int, _ range: Float, _ depth: ImageLayout.Depth,
  into bytes: UnsafeMutableRawBufferPointer
) {
  precondition(bytes.count >= count * depth.bytes)
  // 1.5 * 2^23: at this magnitude floats are whole numbers, so the addition
  // rounds to nearest even and leaves the integer in the lowest bits.
  let shift: Float = 12_582_912
  let maximum = Float(depth.maximum)
  switch depth {
  case .eight:
    let samples = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    for index in 0..<count {
      let scaled = floats[index] * range
      let floored = scaled > 0 ? scaled : 0
      let clamped = floored < maximum ? floored : maximum
      samples[index] = UInt8(truncatingIfNeeded: (clamped + shift).bitPattern)
    }
  case .sixteen:
    for index in 0..<count {
      let scaled = floats[index] * range
      let floored = scaled > 0 ? scaled : 0
      let clamped = floored < maximum ? floored : maximum
      bytes.storeBytes(
        of: UInt16(truncatingIfNeeded: (clamped + shift).bitPattern),
        toByteOffset: index &<< 1, as: UInt16.self)
    }
  }
}
