import CKernels

/// The weights of Winograd's minimal filtering: a filter of one tap for each place.
enum WinogradWeights {
  /// The number of places.
  static let places = Int(CK_TILE_PLACES)

  /// Whether a filter `[3, 3, in, out]` can be transformed and laid out, its outputs filled up
  /// to whole vectors.
  static func fitIntoMemory(_ filter: Shape) -> Bool {
    let pairs = Shape([filter[2], filter[3] + 16]).scalarCount
    guard let pairs, pairs < 1 << 48 else { return false }
    return fitsIntoMemory(scalars: 2 * places * pairs)
  }

  /// Transforms a filter `[3, 3, in, out]`.
  ///
  /// - Returns: A tensor `[places, in, out]`, each weight rounded once.
  static func transformed(_ filter: Tensor) -> Tensor {
    let (inputs, outputs) = (filter.shape[2], filter.shape[3])
    let pairs = inputs * outputs
    return Tensor(shape: Shape([places, inputs, outputs])) { target in
      filter.scalars.withUnsafeBufferPointer { filter in
        for place in 0..<places {
          let (row, column) = place.quotientAndRemainder(dividingBy: points.count)
          let products = factors[row].flatMap { y in factors[column].map { y * $0 } }
          for pair in 0..<pairs {
            var sum = 0.0
            for tap in 0..<products.count {
              sum += products[tap] * Double(filter[tap * pairs + pair])
            }
            target[place * pairs + pair] = Float(sum)
          }
        }
      }
    }
  }

  /// The points at which polynomials are evaluated.
  private static let points = [
    0, 0.5.squareRoot(), -0.5.squareRoot(), 2.0.squareRoot(), -2.0.squareRoot(), .infinity,
  ]

  /// For each point, the factors of the three taps of a line: the powers of the point over its
  /// distances from the other finite ones.
  private static let factors = points.map { point in
    guard point.isFinite else { return [0.0, 0, 1] }
    let others = points.filter { $0 != point && $0.isFinite }
    let distances = others.reduce(1) { $0 * (point - $1) }
    return [1 / distances, point / distances, point * point / distances]
  }
}
