import CKernels
import Glibc

/// The Gaussian with a standard deviation of 1.5 pixels by which SSIMULACRA 2 smooths, as a sum of
/// three cosines that end where they are zero. Numbers in brackets are the equations of
/// D. Charalampidis, "Recursive Implementation of the Gaussian Filter Using Truncated Cosine
/// Functions", IEEE Transactions on Signal Processing 64 (14), 2016.
struct Oscillators: Sendable {
  let kernel: ck_oscillators

  /// The rows above an output of which the highest is added, and those below it.
  static let above = radius + 1
  static let below = radius - 1
  private static let radius = 5
  private static let sigma = 1.5

  /// The only one there is.
  static let standard = Oscillators()

  private init() {
    let radius = Double(Self.radius)
    let frequencies = [1.0, 3, 5].map { $0 * .pi / (2 * radius) }
    let amplitudes = Self.amplitudes(frequencies)
    var kernel = ck_oscillators()
    kernel.radius = Self.radius
    let parts = zip(frequencies, amplitudes).map { frequency, amplitude in
      // (33)
      let gain = -amplitude * cos(frequency * (radius + 1))
      let turn = -2 * cos(frequency)
      return (gain, turn)
    }
    Self.fill(&kernel.gain, parts.map { $0.0 })
    Self.fill(&kernel.turn, parts.map { $0.1 })
    Self.fill(
      &kernel.gains,
      parts.flatMap { gain, turn in
        Self.responses(turn).map { $0 * gain }
      })
    Self.fill(&kernel.last, parts.flatMap { Self.responses($0.1, from: 1) })
    Self.fill(&kernel.before, parts.flatMap { Self.responses($0.1).map { -$0 } })
    self.kernel = kernel
  }

  /// How far each of four outputs follows one of an oscillator, which turns by `turn`: itself 1
  /// and those after it. From 1 on are those of the output before them.
  private static func responses(_ turn: Double, from first: Int = 0) -> [Double] {
    let square = turn * turn
    let all = [
      1, -turn, square - 1, -square * turn + 2 * turn, square * square - 3 * square + 1,
    ]
    return Array(all[first..<first + 4])
  }

  /// The amplitudes of the cosines, by which their sum has the Gaussian's sum and its
  /// variance (53).
  private static func amplitudes(_ frequencies: [Double]) -> [Double] {
    let radius = Double(self.radius)
    // (37), (44), (50)
    let signs = [1.0, -1, 1]
    let p = zip(signs, frequencies).map { $0 / tan(0.5 * $1) }
    let r = zip(zip(signs, frequencies), p).map { $0.0 * $1 * $1 / sin($0.1) }
    let rho = frequencies.map { exp(-0.5 * sigma * sigma * $0 * $0) / radius }
    // (52)
    func minor(_ i: Int, _ j: Int) -> Double { p[i] * r[j] - r[i] * p[j] }
    let zeta = [minor(1, 2) / minor(0, 1), minor(2, 0) / minor(0, 1), 1]
    // (55), (56)
    let sides = [1, radius * radius - sigma * sigma, zip(zeta, rho).reduce(0) { $0 + $1.0 * $1.1 }]
    return solution(of: [p, r, zeta], sides)
  }

  /// The solution of three linear equations, by Cramer's rule.
  private static func solution(of rows: [[Double]], _ sides: [Double]) -> [Double] {
    func determinant(_ m: [[Double]]) -> Double {
      m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    }
    return (0..<3).map { unknown in
      var replaced = rows
      for row in 0..<3 { replaced[row][unknown] = sides[row] }
      return determinant(replaced) / determinant(rows)
    }
  }

  /// Sets a C array of floats.
  private static func fill<Floats>(_ floats: inout Floats, _ values: [Double]) {
    withUnsafeMutableBytes(of: &floats) { bytes in
      bytes.withMemoryRebound(to: Float.self) { target in
        precondition(target.count == values.count)
        for (index, value) in values.enumerated() { target[index] = Float(value) }
      }
    }
  }
}
