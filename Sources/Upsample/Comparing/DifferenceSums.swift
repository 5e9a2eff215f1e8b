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
          addSamples(a + offset, b + offset, count: width, largest: largest)
        }
        switch layout.colorModel {
        case .gray: lumaSquares = squaredDifference(a, b, count: width)
        case .rgb:
          lumaSquares = squaredLumaDifference(a, b, plane: one.planeSamples, count: width)
        case .cmyk:
          lumaSquares = squaredInkLumaDifference(a, b, plane: one.planeSamples, count: width)
        }
      }
    }
    antialiasedPixels = band.clear(largest, row: row)
    for column in 0..<width {
      differingPixels &+= largest[column] == 0 ? 0 : 1
      maximum = max(maximum, Int(largest[column]))
    }
    if maximum > 0 {
      while largest[worstColumn] != maximum { worstColumn += 1 }
    }
  }

  /// Adds the samples of one channel. A row has fewer than 2^31 of them, so the
  /// sum of their squares is below 2^63.
  private mutating func addSamples(
    _ one: UnsafePointer<UInt16>, _ other: UnsafePointer<UInt16>, count: Int,
    largest: UnsafeMutablePointer<UInt16>
  ) {
    var (absolute, squares): (UInt64, UInt64) = (0, 0)
    for column in 0..<count {
      let (a, b) = (one[column], other[column])
      let difference = max(a, b) &- min(a, b)
      largest[column] = max(largest[column], difference)
      let wide = UInt32(difference)
      absolute &+= UInt64(wide)
      squares &+= UInt64(wide &* wide)
    }
    self.absolute &+= absolute
    self.squares &+= squares
  }
}

private func squaredDifference(
  _ one: UnsafePointer<UInt16>, _ other: UnsafePointer<UInt16>, count: Int
) -> Double {
  var sum = 0.0
  for column in 0..<count {
    let difference = Double(Int32(one[column]) &- Int32(other[column]))
    sum += difference * difference
  }
  return sum
}

private func squaredLumaDifference(
  _ one: UnsafePointer<UInt16>, _ other: UnsafePointer<UInt16>, plane: Int, count: Int
) -> Double {
  var sum = 0.0
  let (green, blue) = (plane, 2 * plane)
  for column in 0..<count {
    let red = Double(Int32(one[column]) &- Int32(other[column]))
    let greens = Double(Int32(one[column &+ green]) &- Int32(other[column &+ green]))
    let blues = Double(Int32(one[column &+ blue]) &- Int32(other[column &+ blue]))
    let difference = Luma.red * red + Luma.green * greens + Luma.blue * blues
    sum += difference * difference
  }
  return sum
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
