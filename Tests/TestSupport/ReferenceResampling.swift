import Upsample
import UpsampleBase

/// Interpolation as its definition says, in double precision: each output is
/// the mean of all inputs, weighted by the function of their distance, colours
/// by their alpha besides.
///
/// - Parameter light: What of a colour's share, 0 to 1, is interpolated.
/// - Returns: The samples, and for each the share of it that is seen, at least
///   half a level of alpha: the rounding of sums weighs as much more as that is
///   less.
package func referenceInterpolation(
  _ image: MemoryImage, _ function: InterpolationFunction, horizontal: Ratio, vertical: Ratio,
  width: Int, height: Int, border: Border, light: (Double) -> Double = { $0 }
) -> [(value: Double, share: Double)] {
  let channels = image.layout.channels
  let maximum = Double(image.layout.depth.maximum)
  let columns = (0..<width).map { referenceWeights(of: $0, horizontal, function) }
  return (0..<height).flatMap { row in
    let rowWeights = referenceWeights(of: row, vertical, function)
    return columns.flatMap { columnWeights -> [(Double, Double)] in
      func mean(_ channel: Int, premultiplied: Bool = false) -> Double {
        var sum = 0.0
        for (y, rowWeight) in rowWeights {
          for (x, columnWeight) in columnWeights {
            func sample(_ channel: Int) -> Double {
              let sample = image.sample(row: y, column: x, channel: channel, border: border)
              let isAlpha = image.layout.hasAlpha && channel == channels - 1
              return isAlpha ? sample : light(sample / maximum) * maximum
            }
            let share = premultiplied ? sample(channels - 1) / maximum : 1
            sum += rowWeight * columnWeight * sample(channel) * share
          }
        }
        return sum
      }
      guard image.layout.hasAlpha else { return (0..<channels).map { (mean($0), 1) } }
      let alpha = mean(channels - 1)
      let colours = (0..<channels - 1).map { channel in
        let seen = alpha > 0.5 ? mean(channel, premultiplied: true) * maximum / alpha : 0
        return (seen, max(alpha, 0.5) / maximum)
      }
      return colours + [(alpha, 1)]
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
