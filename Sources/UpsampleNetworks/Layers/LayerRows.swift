import UpsampleBase

/// Calls `body` for each row that is made with its number, its numbers' count and its room,
/// by several threads where there is enough to do.
func forEachRow(
  _ rows: Range<Int>, of map: MapShape, into output: UnsafeMutablePointer<Float>,
  threads: ThreadBudget, _ body: @Sendable (Int, Int, UnsafeMutablePointer<Float>) -> Void
) {
  let count = map.rowCount
  nonisolated(unsafe) let output = output
  // A thread that is woken costs about as much as some thousand numbers.
  let isLarge = rows.count * count > 1 << 14
  ParallelWork.forEach(
    count: rows.count, on: isLarge ? threads : .caller, makeState: {},
    body: { index, _ in body(rows.lowerBound + index, count, output + index * count) })
}

/// Copies some channels of neighbouring pixels.
///
/// - Parameters:
///   - step: The numbers of a pixel on either side.
func copy(
  _ source: UnsafePointer<Float>, step: Int, to target: UnsafeMutablePointer<Float>,
  step targetStep: Int, channels: Int, pixels: Int
) {
  if step == channels, targetStep == channels {
    target.update(from: source, count: pixels * channels)
    return
  }
  for pixel in 0..<pixels {
    let (from, to) = (source + pixel * step, target + pixel * targetStep)
    // A call costs as much as some numbers.
    if channels >= 16 {
      to.update(from: from, count: channels)
    } else {
      for channel in 0..<channels { to[channel] = from[channel] }
    }
  }
}
