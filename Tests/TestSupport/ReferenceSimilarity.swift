import Glibc

/// The structural similarity of one signal of two pictures, window by window in
/// double precision.
///
/// - Parameters:
///   - one: The signal's values in row-major order.
///   - range: The largest value there can be.
package func referenceSimilarity(
  _ one: [Double], _ other: [Double], width: Int, height: Int, range: Double
) -> Double {
  let (rows, columns) = (gaussianWindow(min(11, height)), gaussianWindow(min(11, width)))
  let (c1, c2) = ((0.01 * range) * (0.01 * range), (0.03 * range) * (0.03 * range))
  var sum = 0.0
  for top in 0...height - rows.count {
    for left in 0...width - columns.count {
      func mean(_ value: (Int) -> Double) -> Double {
        var mean = 0.0
        for (i, rowWeight) in rows.enumerated() {
          for (j, columnWeight) in columns.enumerated() {
            mean += rowWeight * columnWeight * value((top + i) * width + left + j)
          }
        }
        return mean
      }
      let (x, y) = (mean { one[$0] }, mean { other[$0] })
      let varianceX = mean { (one[$0] - x) * (one[$0] - x) }
      let varianceY = mean { (other[$0] - y) * (other[$0] - y) }
      let covariance = mean { (one[$0] - x) * (other[$0] - y) }
      sum +=
        (2 * x * y + c1) * (2 * covariance + c2)
        / ((x * x + y * y + c1) * (varianceX + varianceY + c2))
    }
  }
  return sum / Double((height - rows.count + 1) * (width - columns.count + 1))
}

private func gaussianWindow(_ count: Int) -> [Double] {
  let weights = (0..<count).map { index in
    let distance = Double(index) - Double(count - 1) / 2
    return exp(-distance * distance / (2 * 1.5 * 1.5))
  }
  return weights.map { $0 / weights.reduce(0, +) }
}
