import Glibc
import UpsampleBase

/// Each number to the power of an exponent of its channel.
package struct PowerLayer: PointwiseLayer {
  package let output: MapShape
  private let exponents: [Float]

  /// - Parameter exponents: One for each channel or for all of them.
  package init(of input: MapShape, exponents: [Float]) {
    precondition([1, input.channels].contains(exponents.count), "exponents fit the channels")
    (output, self.exponents) = (input, exponents)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = inputs[0].row(row)
      for index in 0..<count {
        target[index] = Self.power(source[index], exponents[index % exponents.count])
      }
    }
  }

  /// Those that are exact or a single rounding off without logarithms are made so.
  private static func power(_ number: Float, _ exponent: Float) -> Float {
    switch exponent {
    case 2: number * number
    case 0.5: number.squareRoot()
    case -1: 1 / number
    default: powf(number, exponent)
    }
  }
}
