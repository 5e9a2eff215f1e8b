/// Sums of products that have a weight.
struct WeighedSums {
  private let columns: Int
  private var samples: Double
  private var products: [Double]

  init(_ sums: NormalSums) {
    (columns, samples) = (sums.columns, Double(sums.samples))
    products = sums.products.map { Double($0) }
  }

  /// These with so many samples of others, each of them a little.
  func adding(_ count: Double, of other: WeighedSums) -> WeighedSums {
    precondition(columns == other.columns)
    guard other.samples > 0 else { return self }
    var result = self
    let share = count / other.samples
    result.samples += count
    for index in products.indices { result.products[index] += share * other.products[index] }
    return result
  }

  /// The sum of products of two columns.
  subscript(a: Int, b: Int) -> Double { products[min(a, b) * columns + max(a, b)] }
}

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

  /// The taps of each phase, row-major; those of a phase sum to 1.
  func taps(_ sums: WeighedSums) -> [Double] {
    let size = inputs.count
    let matrix = inputs.flatMap { one in inputs.map { sums[one, $0] } }
    let right = (0..<window.phases).map { phase in
      inputs.map { sums[$0, window.inputs + phase] }
    }
    let factor = CholeskyFactor(regularising: matrix, size: size, share: ridge)
    return right.flatMap { right in
      var taps = factor?.solve(right) ?? Array(repeating: 0, count: size)
      taps.insert(1 - taps.reduce(0, +), at: size / 2)
      return taps
    }
  }
}
