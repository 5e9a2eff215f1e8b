/// The kernels of a bank's leaves, from their sums.
struct LeafKernels {
  private let window: FittedWindow
  /// What is added to the diagonal, as a share of its mean.
  private let ridge: Double
  /// The columns of inputs, the centre left out.
  private let inputs: [Int]

  init(_ window: FittedWindow, ridge: Double) {
    (self.window, self.ridge) = (window, ridge)
    inputs = (0..<window.inputs).filter { $0 != window.inputs / 2 }
  }

  /// The taps of each phase, row-major, those of a phase sum to 1.
  ///
  /// - Parameters:
  ///   - guide: Sums of many samples, of which so many are added, as the kernel of these
  ///     sums makes them.
  ///   - kernel: The taps of that kernel, as they are returned.
  func taps(
    _ sums: NormalSums, towards guide: NormalSums, _ kernel: [Double], samples: Double
  ) -> [Double] {
    let size = inputs.count
    let share = guide.samples > 0 ? samples / Double(guide.samples) : 0
    var matrix = [Double](repeating: 0, count: size * size)
    var right = [[Double]](repeating: Array(repeating: 0, count: size), count: window.phases)
    for (row, one) in inputs.enumerated() {
      for (column, other) in inputs.enumerated() {
        let added = share * Double(guide[one, other])
        matrix[row * size + column] = Double(sums[one, other]) + added
        for phase in 0..<window.phases {
          right[phase][row] += added * kernel[phase * window.inputs + other]
        }
      }
      for phase in 0..<window.phases {
        right[phase][row] += Double(sums[one, window.inputs + phase])
      }
    }
    let factor = CholeskyFactor(regularising: matrix, size: size, share: ridge)
    return right.flatMap { right in
      var taps = factor?.solve(right) ?? Array(repeating: 0, count: size)
      taps.insert(1 - taps.reduce(0, +), at: size / 2)
      return taps
    }
  }
}
