/// The filters by which a PNG row becomes easier to compress: each byte less a
/// prediction from its neighbours to the left and above.
///
/// Defined in the PNG specification, section 9.
enum PNGFilter: UInt8, CaseIterable {
  case none, sub, up, average, paeth

  /// The filter that does the same as far as that goes without the row above.
  var withoutRowAbove: PNGFilter { self == .none ? .none : .sub }

  /// Filters a row.
  ///
  /// - Parameters:
  ///   - row: The row's bytes, samples in big-endian order.
  ///   - above: The row above, as long; ignored by `none` and `sub`.
  ///   - pixelBytes: The bytes of a pixel, at most `row.count`.
  ///   - output: As long as the row. None of the three may overlap.
  func apply(
    _ row: UnsafeBufferPointer<UInt8>, above: UnsafeBufferPointer<UInt8>, pixelBytes: Int,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    precondition(row.count == above.count && row.count == output.count)
    precondition(pixelBytes > 0 && pixelBytes <= row.count)
    let (x, b) = (row.baseAddress!, above.baseAddress!)
    let out = output.baseAddress!
    switch self {
    case .none: out.update(from: x, count: row.count)
    case .sub: filterSub(x, pixelBytes, out, row.count)
    case .up: filterUp(x, b, out, row.count)
    case .average: filterAverage(x, b, pixelBytes, out, row.count)
    case .paeth: filterPaeth(x, b, pixelBytes, out, row.count)
    }
  }
}

// The loops below vectorise because neighbours are reached through pointers
// that are offset once and counters that can't trap. `a` is the byte to the
// left, `b` the one above, `c` the one above to the left.

private func filterSub(
  _ x: UnsafePointer<UInt8>, _ pixelBytes: Int, _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  out.update(from: x, count: pixelBytes)
  let (x, a, out) = (x + pixelBytes, x, out + pixelBytes)
  var i = 0
  while i < count &- pixelBytes {
    out[i] = x[i] &- a[i]
    i &+= 1
  }
}

private func filterUp(
  _ x: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ out: UnsafeMutablePointer<UInt8>,
  _ count: Int
) {
  var i = 0
  while i < count {
    out[i] = x[i] &- b[i]
    i &+= 1
  }
}

private func filterAverage(
  _ x: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ pixelBytes: Int,
  _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  for i in 0..<pixelBytes { out[i] = x[i] &- b[i] / 2 }
  let (x, a, b, out) = (x + pixelBytes, x, b + pixelBytes, out + pixelBytes)
  var i = 0
  while i < count &- pixelBytes {
    out[i] = x[i] &- UInt8(truncatingIfNeeded: (UInt16(a[i]) &+ UInt16(b[i])) &>> 1)
    i &+= 1
  }
}

private func filterPaeth(
  _ x: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ pixelBytes: Int,
  _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  // Without a left neighbour the prediction is the byte above.
  for i in 0..<pixelBytes { out[i] = x[i] &- b[i] }
  let (x, a, c) = (x + pixelBytes, x, b)
  let (b, out) = (b + pixelBytes, out + pixelBytes)
  var i = 0
  while i < count &- pixelBytes {
    let (left, above, corner) = (Int16(a[i]), Int16(b[i]), Int16(c[i]))
    // The distances of a + b - c from a, b and c.
    let fromLeft = above &- corner
    let fromAbove = left &- corner
    let fromCorner = fromLeft &+ fromAbove
    let (toLeft, toAbove) = (magnitude(fromLeft), magnitude(fromAbove))
    let toCorner = magnitude(fromCorner)
    let second = toAbove <= toCorner ? above : corner
    let prediction = toLeft <= toAbove && toLeft <= toCorner ? left : second
    out[i] = x[i] &- UInt8(truncatingIfNeeded: prediction)
    i &+= 1
  }
}

@inline(__always)
private func magnitude(_ value: Int16) -> Int16 { value < 0 ? 0 &- value : value }
