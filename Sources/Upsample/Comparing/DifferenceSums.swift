import CKernels

/// What the differences of two pictures, or of some of their rows, come to.
struct DifferenceSums: Hashable, Sendable {
  /// The largest difference of two samples of a pixel that differs, in levels.
  private(set) var maximum = 0
  /// The first pixel that differs with a sample that does by ``maximum``.
  private(set) var worst: ImageDifference.Place?
  private(set) var differingPixels = 0
  /// The pixels that would differ but for how an edge was smoothed.
  private(set) var antialiasedPixels = 0
  /// The sum of the absolute differences of all samples.
  private(set) var absolute: UInt128 = 0
  /// The sum of the squared differences of all samples. It is exact: pictures
  /// have fewer than 2^96 samples.
  private(set) var squares: UInt128 = 0
  /// The sum of the squared differences of Y, rounded once a row from the
  /// first to the last.
  private(set) var lumaSquares = 0.0

  /// Adds a row below those added before.
  mutating func add(_ row: RowDifference, number: Int) {
    if row.maximum > maximum {
      maximum = row.maximum
      worst = ImageDifference.Place(row: number, column: row.worstColumn)
    }
    differingPixels += row.differingPixels
    antialiasedPixels += row.antialiasedPixels
    absolute += UInt128(row.absolute)
    squares += UInt128(row.squares)
    lumaSquares += row.lumaSquares
  }
}

/// What the differences within one row come to.
struct RowDifference {
  private(set) var maximum = 0
  /// The first column with a sample that differs by ``maximum``.
  private(set) var worstColumn = 0
  private(set) var differingPixels = 0
  private(set) var antialiasedPixels = 0
  private(set) var absolute: UInt64 = 0
  private(set) var squares: UInt64 = 0
  private(set) var lumaSquares = 0.0

  /// That of rows that are the same.
  init() {}

  /// Compares a row of two pictures.
  ///
  /// - Parameter largest: Receives the largest difference of the samples of each pixel that
  ///   differs, and 0 for each other one.
  init(_ band: ComparedBand, row: Int, largest: UnsafeMutablePointer<UInt16>) {
    let (one, other) = (band.one, band.other)
    let layout = one.layout
    let width = layout.width
    largest.update(repeating: 0, count: width)
    one.withRow(row) { a in
      other.withRow(row) { b in
        for channel in 0..<layout.channels {
          let offset = channel * one.planeSamples
          let sums = ck_sum_differences(
            ck_best_instructions(), a + offset, b + offset, width, largest)
          absolute &+= sums.absolute
          squares &+= sums.squares
          if channel == 0 { lumaSquares = Double(sums.squares) }
        }
        switch layout.colorModel {
        case .gray: break
        case .rgb:
          // In thousandths of a level.
          lumaSquares =
            ck_sum_luma_squares(ck_best_instructions(), a, b, one.planeSamples, width) / 1e6
        case .cmyk:
          lumaSquares = squaredInkLumaDifference(a, b, plane: one.planeSamples, count: width)
        }
      }
    }
    antialiasedPixels = band.clear(largest, row: row)
    var greatest: UInt16 = 0
    differingPixels = ck_count_marked(ck_best_instructions(), largest, width, &greatest)
    maximum = Int(greatest)
    if maximum > 0 {
      while largest[worstColumn] != maximum { worstColumn += 1 }
    }
  }
}

private func squaredInkLumaDifference(
  _ one: UnsafePointer<UInt16>, _ other: UnsafePointer<UInt16>, plane: Int, count: Int
) -> Double {
  var sum = 0.0
  for column in 0..<count {
    let difference =
      Luma.ofInks(one + column, plane: plane) - Luma.ofInks(other + column, plane: plane)
    sum += difference * difference
  }
  return sum
}
