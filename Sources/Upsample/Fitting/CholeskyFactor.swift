/// The factor L of a symmetric positive definite matrix L Lᵀ.
struct CholeskyFactor {
  private let size: Int
  /// Row-major; what lies above the diagonal is not used.
  private var entries: [Double]

  /// Factors a matrix, row-major with `size` rows; `nil` where it is not positive definite
  /// to the precision of its numbers.
  init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size)
    self.size = size
    entries = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = entries[row * size + column]
        for index in 0..<column {
          sum -= entries[row * size + index] * entries[column * size + index]
        }
        if row == column {
          guard sum > matrix[row * size + row] * 0x1p-46 else { return nil }
          entries[row * size + row] = sum.squareRoot()
        } else {
          entries[row * size + column] = sum / entries[column * size + column]
        }
      }
    }
  }

  /// Factors a matrix with a share of the diagonal's mean added to its diagonal, and more
  /// where columns depend on one another; `nil` for zeros.
  init?(regularising matrix: [Double], size: Int, share: Double) {
    let mean = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] } / Double(max(1, size))
    guard mean > 0 else { return nil }
    var share = share
    while true {
      var regularised = matrix
      for index in 0..<size { regularised[index * size + index] += share * mean }
      if let factor = CholeskyFactor(regularised, size: size) {
        self = factor
        return
      }
      share = max(share * 10, 1e-12)
    }
  }

  /// The solution of the equations with a right side.
  func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == size)
    var solution = right
    for row in 0..<size {
      for column in 0..<row { solution[row] -= entries[row * size + column] * solution[column] }
      solution[row] /= entries[row * size + row]
    }
    for row in (0..<size).reversed() {
      for below in row + 1..<max(size, row + 1) {
        solution[row] -= entries[below * size + row] * solution[below]
      }
      solution[row] /= entries[row * size + row]
    }
    return solution
  }
}
