/// What is known of every pixel of a picture before a bank looks at it: how its neighbourhood
/// is folded, and the deviations around it.
struct BankPlanes: Sendable {
  private(set) var orientations: [BankOrientation] = []
  /// For each radius from 1 on, the standard deviation within so many pixels, in sixteenths of
  /// levels: the root of the variance and 0.05 squared levels.
  private(set) var deviations: [[Float]] = []

  private let rows: Int
  private let columns: Int
  private let luma: [Int32]
  private var width: Int { columns + 2 * BankFeatures.margin }

  /// - Parameter luma: By rows, with a margin of ``BankFeatures/margin`` on every side.
  init(rows: Int, columns: Int, luma: [Int32]) {
    (self.rows, self.columns, self.luma) = (rows, columns, luma)
    orientations.reserveCapacity(rows * columns)
    for row in 0..<rows { appendOrientations(row) }
    deviations = (1...BankFeature.mostRadius).map { deviations(within: $0) }
  }

  // MARK: Orientations

  /// The picture is smoothed by the binomial filter of order 6 along both axes. The gradient
  /// is the difference of the neighbours before and after, of the picture whose signs are
  /// changed already.
  private mutating func appendOrientations(_ row: Int) {
    let (smooth, difference) = (
      weighedDown(row, Self.binomial), weighedDown(row, Self.binomialDifference)
    )
    let smoothed = Self.weighedAcross(smooth, columns, Self.binomial)
    let across = Self.weighedAcross(smooth, columns, Self.binomialDifference)
    let down = Self.weighedAcross(difference, columns, Self.binomial)
    let line = (row + BankFeatures.margin) * width + BankFeatures.margin
    for column in 0..<columns {
      let isNegated = luma[line + column] * Self.binomialSum < smoothed[column]
      let sign: Int32 = isNegated ? -1 : 1
      orientations.append(
        BankOrientation(
          rawValue: (sign * across[column] < 0 ? 1 : 0) | (sign * down[column] < 0 ? 2 : 0)
            | (abs(down[column]) > abs(across[column]) ? 4 : 0) | (isNegated ? 8 : 0)))
    }
  }

  /// The sums of the lines around a row, margins among them.
  private func weighedDown(_ row: Int, _ weights: [Int32]) -> [Int32] {
    var sums = [Int32](repeating: 0, count: width)
    luma.withUnsafeBufferPointer { luma in
      sums.withUnsafeMutableBufferPointer { sums in
        for (line, weight) in weights.enumerated() where weight != 0 {
          let start = (row + line) * sums.count
          for column in sums.indices { sums[column] &+= weight &* luma[start + column] }
        }
      }
    }
    return sums
  }

  /// The sums of neighbours in a line, for each pixel that is no margin.
  private static func weighedAcross(
    _ line: [Int32], _ count: Int, _ weights: [Int32]
  ) -> [Int32] {
    var sums = [Int32](repeating: 0, count: count)
    line.withUnsafeBufferPointer { line in
      sums.withUnsafeMutableBufferPointer { sums in
        for (step, weight) in weights.enumerated() where weight != 0 {
          for column in sums.indices { sums[column] &+= weight &* line[step + column] }
        }
      }
    }
    return sums
  }

  /// The square of the sum of a binomial filter's weights; so many times white is below 2^31.
  private static let binomialSum: Int32 = 64 * 64
  private static let binomial: [Int32] = [0, 1, 6, 15, 20, 15, 6, 1, 0]
  /// The same filter one pixel after less that one pixel before.
  private static let binomialDifference: [Int32] = [-1, -6, -14, -14, 0, 14, 14, 6, 1]

  // MARK: Deviations

  /// What rounding takes from the variance is below 8 squared sixteenths, and 12.8 are added.
  private func deviations(within radius: Int) -> [Float] {
    let count = (2 * radius + 1) * (2 * radius + 1)
    let share = 1 / Float(count)
    var deviations: [Float] = []
    deviations.reserveCapacity(rows * columns)
    for row in 0..<rows {
      let sums = sumsDown(row, radius)
      for column in 0..<columns {
        let middle = Int(luma[(row + BankFeatures.margin) * width + column + BankFeatures.margin])
        var (sum, squares) = (0, 0)
        for line in column + BankFeatures.margin - radius...column + BankFeatures.margin + radius {
          sum += sums[line].sum
          squares += sums[line].squares
        }
        let about = sum - count * middle
        let mean = Float(about) * share
        let square = Float(squares - 2 * middle * sum + count * middle * middle) * share
        deviations.append((square.addingProduct(-mean, mean) + 12.8).squareRoot())
      }
    }
    return deviations
  }

  private func sumsDown(_ row: Int, _ radius: Int) -> [(sum: Int, squares: Int)] {
    var sums = [(sum: Int, squares: Int)](repeating: (0, 0), count: width)
    for line in row + BankFeatures.margin - radius...row + BankFeatures.margin + radius {
      for column in 0..<width {
        let value = Int(luma[line * width + column])
        sums[column].sum += value
        sums[column].squares += value * value
      }
    }
    return sums
  }
}
