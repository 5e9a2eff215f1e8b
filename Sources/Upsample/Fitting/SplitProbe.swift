/// A question by which a node of a tree is split, and what it gains.
struct Split: Hashable, Sendable {
  let feature: BankFeature
  let threshold: Float
  /// By how much the squares of errors sum to less, in squared sixteenths of levels.
  let gain: Double
}

/// Samples of a node, arranged to try questions on.
struct SplitProbe: Sendable {
  private let samples: Int
  /// What features ask, number by number, and of each the samples.
  private let values: [Float]
  /// Inputs and outputs of the fits, likewise.
  private let columns: [Int16]
  private let columnCount: Int
  private let total: NormalSums
  private let totalResidual: Double

  /// The neighbours that kernels have as inputs while a tree grows: 5x5, without the middle.
  static let places = (0..<BankFeature.windowCount).filter { place in
    let (row, column) = (place / 7 - 3, place % 7 - 3)
    return abs(row) <= 2 && abs(column) <= 2 && (row, column) != (0, 0)
  }
  /// The parts into which a feature's thresholds cut the samples.
  private static let parts = 8
  /// The most samples that thresholds are taken from.
  private static let ranked = 1200

  init(_ samples: GrowthSamples, _ members: [Int32]) {
    let count = members.count
    self.samples = count
    columnCount = Self.places.count + samples.phases
    values = [Float](unsafeUninitializedCapacity: BankFeature.valueCount * count) { values, size in
      for (index, member) in members.enumerated() {
        samples.write(Int(member), to: values.baseAddress! + index, step: count)
      }
      size = BankFeature.valueCount * count
    }
    columns = [Int16](unsafeUninitializedCapacity: columnCount * count) { columns, size in
      for (index, member) in members.enumerated() {
        samples.write(Int(member), Self.places, to: columns.baseAddress! + index, step: count)
      }
      size = (Self.places.count + samples.phases) * count
    }
    total = Self.sums(columns, of: Array(0..<Int32(count)), step: count, columnCount)
    totalResidual = total.residual(inputs: Self.places.count)
  }

  /// The best threshold for a feature that leaves at least so many samples on either side.
  func best(_ feature: BankFeature, atLeast minimum: Int) -> Split? {
    let ratios = ratios(feature)
    let thresholds = Self.thresholds(ratios)
    let parts = Self.parts(ratios, thresholds)
    var lower = NormalSums(columns: columnCount)
    var best: Split?
    for (threshold, part) in zip(thresholds, parts) {
      lower += Self.sums(columns, of: part, step: samples, columnCount)
      let higher = total - lower
      guard lower.samples >= minimum, higher.samples >= minimum else { continue }
      let inputs = Self.places.count
      let gain = totalResidual - lower.residual(inputs: inputs) - higher.residual(inputs: inputs)
      if gain > best?.gain ?? 0 {
        best = Split(feature: feature, threshold: threshold, gain: gain)
      }
    }
    return best
  }

  private func ratios(_ feature: BankFeature) -> [Float] {
    values.withUnsafeBufferPointer { values in
      (0..<samples).map { sample in
        let values = values.baseAddress! + sample
        return feature.numerator(values, step: samples)
          / feature.denominator(values, step: samples)
      }
    }
  }

  /// Ratios that have equally many samples between them, each once.
  private static func thresholds(_ ratios: [Float]) -> [Float] {
    let count = min(ranked, ratios.count)
    let sorted = (0..<count).map { ratios[$0 * ratios.count / count] }.sorted()
    var thresholds: [Float] = []
    for part in 1..<parts {
      let threshold = sorted[part * count / parts]
      if threshold != thresholds.last { thresholds.append(threshold) }
    }
    return thresholds
  }

  /// The samples up to each of the thresholds, and above all those before.
  private static func parts(_ ratios: [Float], _ thresholds: [Float]) -> [[Int32]] {
    var parts = [[Int32]](repeating: [], count: thresholds.count + 1)
    for (sample, ratio) in ratios.enumerated() {
      var part = 0
      for threshold in thresholds where ratio > threshold { part += 1 }
      parts[part].append(Int32(sample))
    }
    return parts
  }

  private static func sums(
    _ columns: [Int16], of members: [Int32], step: Int, _ columnCount: Int
  ) -> NormalSums {
    var sums = NormalSums(columns: columnCount)
    var block = SampleBlock(columns: columnCount)
    columns.withUnsafeBufferPointer { columns in
      for member in members {
        block.add(to: &sums, weight: 1) { place in
          for column in 0..<columnCount {
            place[column * SampleBlock.capacity] = columns[column * step + Int(member)]
          }
        }
      }
    }
    block.flush(to: &sums, weight: 1)
    return sums
  }
}

extension NormalSums {
  static func - (sums: NormalSums, other: NormalSums) -> NormalSums {
    precondition(sums.columns == other.columns)
    var result = sums
    result.samples -= other.samples
    for index in sums.products.indices { result.products[index] -= other.products[index] }
    return result
  }

  /// The sum of the squares that remain of the columns after the first ones when those are
  /// fitted to them, by elimination. A quarter of a level's noise in every input keeps the
  /// equations solvable.
  func residual(inputs: Int) -> Double {
    var matrix = products.map { Double($0) }
    let ridge = Double(samples) * 16 + 1
    for input in 0..<inputs { matrix[input * columns + input] += ridge }
    return matrix.withUnsafeMutableBufferPointer { matrix in
      for pivot in 0..<inputs {
        let line = matrix.baseAddress! + pivot * columns
        let share = 1 / line[pivot]
        for row in pivot + 1..<columns {
          let factor = line[row] * share
          let target = matrix.baseAddress! + row * columns
          for column in row..<(row < inputs ? columns : row + 1) {
            target[column] -= factor * line[column]
          }
        }
      }
      return (inputs..<columns).reduce(0) { $0 + max(0, matrix[$1 * columns + $1]) }
    }
  }
}
