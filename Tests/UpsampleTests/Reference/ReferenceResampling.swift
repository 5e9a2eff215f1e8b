@testable import Upsample

/// Interpolation as its definition says, in double precision: each output is
/// the mean of all inputs, weighted by the function of their distance.
func referenceInterpolation(
  _ image: MemoryImage, _ function: InterpolationFunction, horizontal: Ratio, vertical: Ratio,
  width: Int, height: Int, border: Border
) -> [Double] {
  let columns = (0..<width).map { referenceWeights(of: $0, horizontal, function) }
  return (0..<height).flatMap { row in
    let rowWeights = referenceWeights(of: row, vertical, function)
    return columns.flatMap { columnWeights in
      (0..<image.layout.channels).map { channel in
        var sum = 0.0
        for (y, rowWeight) in rowWeights {
          for (x, columnWeight) in columnWeights {
            sum +=
              rowWeight * columnWeight
              * image.sample(row: y, column: x, channel: channel, border: border)
          }
        }
        return sum
      }
    }
  }
}

/// The inputs that reach an output, with weights that sum to 1.
private func referenceWeights(
  of output: Int, _ ratio: Ratio, _ function: InterpolationFunction
) -> [(input: Int, weight: Double)] {
  let (numerator, denominator) = (ratio.numerator, ratio.denominator)
  let position = (2 * output + 1) * denominator - numerator  // in units of 1 / 2L
  let near = position / (2 * numerator)
  let weights = (near - 5...near + 5).map { input in
    (input, function(Double(position - 2 * numerator * input) / Double(2 * numerator)))
  }.filter { $0.1 != 0 }
  let sum = weights.reduce(0) { $0 + $1.1 }
  return weights.map { ($0.0, $0.1 / sum) }
}
