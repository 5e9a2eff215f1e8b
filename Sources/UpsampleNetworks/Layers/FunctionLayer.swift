import Glibc
import UpsampleBase

/// A function of numbers one by one, computed in double precision.
package struct FunctionLayer: PointwiseLayer {
  package enum Function: Hashable, Sendable {
    case absolute, exponential, logarithm
    /// `x tanh(log(1 + e^x))`.
    case mish
    /// `log(1 + e^x)`.
    case softplus
    /// The error function.
    case error
    /// `x` times the normal distribution's share below it.
    case gelu
    /// The same by `(1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`.
    case geluByTangent
    /// `x / (1 + |x|)`.
    case softsign
    /// `x`, or where it is negative `alpha (e^x - 1)`.
    case elu(alpha: Double)
  }

  package let output: MapShape
  private let function: Function

  package init(of input: MapShape, _ function: Function) {
    (output, self.function) = (input, function)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    switch function {
    case .absolute: apply(rows, inputs[0], output, threads) { $0.magnitude }
    case .exponential: apply(rows, inputs[0], output, threads) { exp($0) }
    case .logarithm: apply(rows, inputs[0], output, threads) { log($0) }
    case .mish: apply(rows, inputs[0], output, threads) { $0 * tanh(Self.softplus($0)) }
    case .softplus: apply(rows, inputs[0], output, threads) { Self.softplus($0) }
    case .error: apply(rows, inputs[0], output, threads) { erf($0) }
    case .gelu:
      apply(rows, inputs[0], output, threads) { $0 * erfc(-$0 * 0.5.squareRoot()) / 2 }
    case .geluByTangent: apply(rows, inputs[0], output, threads) { Self.geluByTangent($0) }
    case .softsign: apply(rows, inputs[0], output, threads) { $0 / (1 + $0.magnitude) }
    case .elu(let alpha):
      apply(rows, inputs[0], output, threads) { $0 < 0 ? alpha * expm1($0) : $0 }
    }
  }

  /// Beyond 40 the logarithm is x to the last bit.
  private static func softplus(_ x: Double) -> Double { x > 40 ? x : log1p(exp(x)) }

  private static func geluByTangent(_ x: Double) -> Double {
    x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))) / 2
  }

  @inline(__always)
  private func apply(
    _ rows: Range<Int>, _ input: MapRows, _ output: UnsafeMutablePointer<Float>,
    _ threads: ThreadBudget, _ function: @escaping @Sendable (Double) -> Double
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = input.row(row)
      for index in 0..<count { target[index] = Float(function(Double(source[index]))) }
    }
  }
}
