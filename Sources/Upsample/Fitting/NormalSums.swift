import CKernels

/// The sums of products of the columns of samples: the normal equations of all phases, and
/// the sums of squares by which errors follow from taps.
///
/// Columns are whole numbers, sixteenths of a level, so sums are exact and depend on no
/// order: those of parts add to those of the whole.
struct NormalSums: Hashable, Sendable {
  let columns: Int
  /// The number of samples, each as often as it counts.
  var samples: Int64 = 0
  /// For columns `a <= b`, at `a * columns + b`.
  var products: [Int64]

  init(columns: Int) {
    self.columns = columns
    products = Array(repeating: 0, count: columns * columns)
  }

  static func += (sums: inout NormalSums, other: NormalSums) {
    precondition(sums.columns == other.columns)
    sums.samples += other.samples
    for index in sums.products.indices { sums.products[index] += other.products[index] }
  }

  /// The sum of products of two columns.
  subscript(a: Int, b: Int) -> Int64 { products[min(a, b) * columns + max(a, b)] }

  /// The sums of the samples and all that are turned and mirrored: eight times as many.
  func symmetric(_ symmetries: [[Int]]) -> NormalSums {
    var result = NormalSums(columns: columns)
    result.samples = samples * Int64(symmetries.count)
    for places in symmetries {
      for a in 0..<columns {
        for b in a..<columns { result.products[a * columns + b] += self[places[a], places[b]] }
      }
    }
    return result
  }
}

/// Samples that wait to be summed, as many as are summed at once.
struct SampleBlock {
  private let columns: Int
  private var numbers: [Int16]
  private(set) var count = 0

  init(columns: Int) {
    self.columns = columns
    numbers = Array(repeating: 0, count: columns * Self.capacity)
  }

  static let capacity = Int(CK_GRAM_COUNT)

  /// Adds a sample, whose columns `fill` writes `capacity` numbers apart.
  mutating func add(
    to sums: inout NormalSums, weight: Int64, _ fill: (UnsafeMutablePointer<Int16>) -> Void
  ) {
    numbers.withUnsafeMutableBufferPointer { fill($0.baseAddress! + count) }
    count += 1
    if count == Self.capacity { flush(to: &sums, weight: weight) }
  }

  /// Sums what waits.
  mutating func flush(to sums: inout NormalSums, weight: Int64) {
    guard count > 0 else { return }
    for column in 0..<columns where count < Self.capacity {
      for index in count..<Self.capacity { numbers[column * Self.capacity + index] = 0 }
    }
    sums.products.withUnsafeMutableBufferPointer {
      ck_add_gram(ck_best_instructions(), numbers, columns, weight, $0.baseAddress!)
    }
    sums.samples += Int64(count) * weight
    count = 0
  }
}
