import UpsampleTensors

/// The taps by which least squares come out, in 64 bits.
struct FittedKernel: Hashable, Sendable {
  let window: FittedWindow
  /// Row-major, ``FittedWindow/extent`` along each side. Those of a phase sum to 1.
  let taps: [Double]

  /// Solves the normal equations of every phase. The taps of the centre follow from the
  /// others, since those of a phase sum to 1.
  ///
  /// - Parameter ridge: What is added to the diagonal, as a share of its mean. Where inputs
  ///   depend on one another, more is added, until the equations have one solution.
  init(_ sums: NormalSums, _ window: FittedWindow, ridge: Double) {
    precondition(sums.columns == window.columns)
    self.window = window
    var taps = [Double](repeating: 0, count: window.extent * window.extent)
    for phase in 0..<window.phases {
      let members = window.members(ofPhase: phase)
      let solution = Self.solve(sums, members.map(\.input), window.inputs + phase, ridge)
      for (member, tap) in zip(members, solution) { taps[member.tap] = tap }
      taps[window.centre(ofPhase: phase)] = 1 - solution.reduce(0, +)
    }
    self.taps = taps
  }

  private static func solve(
    _ sums: NormalSums, _ inputs: [Int], _ output: Int, _ ridge: Double
  ) -> [Double] {
    let size = inputs.count
    guard size > 0 else { return [] }
    let matrix = inputs.flatMap { a in inputs.map { b in Double(sums[a, b]) } }
    let right = inputs.map { Double(sums[$0, output]) }
    // Samples without any contrast leave the centre alone.
    return CholeskyFactor(regularising: matrix, size: size, share: ridge)?.solve(right)
      ?? Array(repeating: 0, count: size)
  }

  /// The mean square of the errors of the taps on samples, in levels of 8 bits.
  func meanSquare(_ sums: NormalSums) -> Double {
    var total = 0.0
    for phase in 0..<window.phases {
      let members = window.members(ofPhase: phase)
      let output = window.inputs + phase
      total += Double(sums[output, output])
      for one in members {
        total -= 2 * taps[one.tap] * Double(sums[one.input, output])
        for other in members {
          total += taps[one.tap] * taps[other.tap] * Double(sums[one.input, other.input])
        }
      }
    }
    let units = Double(LumaPlane.unitsPerLevel * LumaPlane.unitsPerLevel)
    return total / units / Double(sums.samples * Int64(window.phases))
  }

  /// The taps as the filter of a transposed convolution, `[extent, extent]`.
  var tensor: Tensor {
    Tensor(shape: [window.extent, window.extent], scalars: taps.map(Float.init))
  }
}
