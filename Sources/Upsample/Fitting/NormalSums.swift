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

  /// The largest sum that is kept: eight of them, as ``symmetric(_:)`` adds, are a number of
  /// 64 bits.
  static let most = Int64(1) << 60 - 1

  /// Whether no sum is beyond ``most`` when those of others are added.
  func hasRoom(for other: NormalSums) -> Bool {
    func fits(_ one: Int64, _ two: Int64) -> Bool {
      let (sum, overflows) = one.addingReportingOverflow(two)
      return !overflows && sum.magnitude <= Self.most.magnitude
    }
    return fits(samples, other.samples) && zip(products, other.products).allSatisfy(fits)
  }

  /// Whether samples can have these sums: none is beyond ``most``, and by the inequality of
  /// Cauchy and Schwarz the square of a sum is no larger than the product of those of each
  /// column with itself.
  var isPossible: Bool {
    guard products.allSatisfy({ $0.magnitude <= Self.most.magnitude }) else { return false }
    let squares = (0..<columns).map { Int128(self[$0, $0]) }
    guard squares.allSatisfy({ $0 >= 0 }) else { return false }
    return (0..<columns).allSatisfy { a in
      (a..<columns).allSatisfy { b in
        Int128(self[a, b]) * Int128(self[a, b]) <= squares[a] * squares[b]
      }
    }
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

extension NormalSums {
  /// Adds samples of a small picture, one for each of its pixels that is chosen.
  mutating func add(
    _ small: LumaPlane, _ large: LumaPlane, _ window: FittedWindow, _ border: Border,
    weight: Int64, choosing choice: inout SampleChoice
  ) {
    let radius = window.radius
    let plane = small.bordered(by: radius, border)
    var block = SampleBlock(columns: window.columns)
    let step = SampleBlock.capacity
    plane.values.withUnsafeBufferPointer { inputs in
      large.values.withUnsafeBufferPointer { outputs in
        for row in 0..<small.height {
          for column in 0..<small.width where choice.takesNext() {
            let corner = row * plane.width + column
            let centre = inputs[corner + radius * plane.width + radius]
            block.add(to: &self, weight: weight) { sample in
              var place = sample
              for y in 0..<window.side {
                let line = corner + y * plane.width
                for x in 0..<window.side {
                  place.pointee = inputs[line + x] - centre
                  place += step
                }
              }
              for y in 0..<window.scale {
                let line = (row * window.scale + y) * large.width + column * window.scale
                for x in 0..<window.scale {
                  place.pointee = outputs[line + x] - centre
                  place += step
                }
              }
            }
          }
        }
      }
    }
    block.flush(to: &self, weight: weight)
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
