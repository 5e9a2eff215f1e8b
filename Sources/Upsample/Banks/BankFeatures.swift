import UpsampleBase

/// What a bank sees of a picture: its luma, in whole sixteenths of levels of 8 bits.
///
/// Sums and differences of such numbers are exact, so that no order of computing them
/// changes what is seen.
package struct BankFeatures: Sendable {
  /// The pixels that are seen beyond each edge.
  package static let margin = 4
  /// The sixteenths of a level.
  package static let unit: Float = 16
  /// The largest luma.
  package static let white: Float = 255 * unit

  /// The pixels along each side, the margin left out.
  package let rows: Int
  package let columns: Int
  private let luma: [Float]

  /// - Parameters:
  ///   - luma: By rows, those of the margin among them: whole numbers of 0 to ``white``.
  package init(rows: Int, columns: Int, luma: [Float]) {
    precondition(luma.count == (rows + 2 * Self.margin) * (columns + 2 * Self.margin))
    (self.rows, self.columns, self.luma) = (rows, columns, luma)
  }

  /// The features of a whole picture, continued by a border.
  ///
  /// - Parameter luma: By rows, whole numbers of 0 to ``white``.
  package init(picture luma: [Float], rows: Int, columns: Int, border: Border) {
    precondition(luma.count == rows * columns && !luma.isEmpty)
    func sources(_ extent: Int) -> [Int?] {
      (-Self.margin..<extent + Self.margin).map { border.source(of: $0, extent: extent) }
    }
    let across = sources(columns)
    let padded = sources(rows).flatMap { row in
      across.map { column in row.flatMap { row in column.map { luma[row * columns + $0] } } ?? 0 }
    }
    self.init(rows: rows, columns: columns, luma: padded)
  }

  /// The luma of a pixel by BT.601, rounded to a sixteenth of a level, halves up.
  ///
  /// - Parameters:
  ///   - channels: The pixel: gray or red, green and blue, and maybe alpha.
  ///   - maximum: White in the units of the channels.
  package static func luma(_ channels: some RandomAccessCollection<Float>, maximum: Float) -> Float
  {
    let weights = lumaWeights(channels: channels.count, maximum: maximum)
    let sum = zip(channels, weights).reduce(Float(0)) { $0.addingProduct($1.0, $1.1) }
    return (min(max(sum, 0), white) + 0.5).rounded(.down)
  }

  /// What the first channel or the first three have of the luma, in sixteenths of levels.
  static func lumaWeights(channels: Int, maximum: Float) -> [Float] {
    let scale = white / maximum
    return channels < 3 ? [scale] : [0.299 * scale, 0.587 * scale, 0.114 * scale]
  }

  /// How the neighbourhood of a pixel is folded.
  ///
  /// The picture is smoothed by the binomial filter of order 6 along both axes, whose sums
  /// stay below 2^24. The gradient is the difference of the neighbours before and after, of
  /// the picture whose signs are changed already.
  package func orientation(row: Int, column: Int) -> BankOrientation {
    let (smooth, difference) = (Self.binomial, Self.binomialDifference)
    let smoothed = weighed(row, column, rows: smooth, columns: smooth)
    let isNegated = self[row, column] * Self.binomialSum < smoothed
    let sign: Float = isNegated ? -1 : 1
    let across = sign * weighed(row, column, rows: smooth, columns: difference)
    let down = sign * weighed(row, column, rows: difference, columns: smooth)
    return BankOrientation(
      rawValue: (across < 0 ? 1 : 0) | (down < 0 ? 2 : 0)
        | (abs(down) > abs(across) ? 4 : 0) | (isNegated ? 8 : 0))
  }

  /// The numbers of which a ``BankFeature`` asks: the folded window's luma less that of its
  /// middle, one level, and the deviations within 1, 2 and 3 pixels.
  package func values(row: Int, column: Int) -> [Float] {
    let orientation = orientation(row: row, column: column)
    let (side, radius) = (BankFeature.windowSide, BankFeature.mostRadius)
    let middle = self[row, column]
    let sign: Float = orientation.isNegated ? -1 : 1
    let window = orientation.indices(side: side).map { index in
      sign * (self[row + index / side - radius, column + index % side - radius] - middle)
    }
    return window + [Self.unit]
      + (1...radius).map { deviation(within: $0, row: row, column: column) }
  }

  /// The standard deviation within so many pixels, in sixteenths of levels, the root of the
  /// variance and 0.05 squared levels.
  ///
  /// What rounding takes from the variance is below 8 squared sixteenths, and 12.8 are added.
  private func deviation(within radius: Int, row: Int, column: Int) -> Float {
    let middle = self[row, column]
    var (sum, squares) = (0, 0)
    for row in row - radius...row + radius {
      for column in column - radius...column + radius {
        let difference = Int(self[row, column] - middle)
        sum += difference
        squares += difference * difference
      }
    }
    let share = 1 / Float((2 * radius + 1) * (2 * radius + 1))
    let mean = Float(sum) * share
    return ((Float(squares) * share).addingProduct(-mean, mean) + 12.8).squareRoot()
  }

  private subscript(row: Int, column: Int) -> Float {
    luma[(row + Self.margin) * (columns + 2 * Self.margin) + column + Self.margin]
  }

  private func weighed(_ row: Int, _ column: Int, rows: [Float], columns: [Float]) -> Float {
    var sum: Float = 0
    for (down, weight) in zip(-Self.margin...Self.margin, rows) where weight != 0 {
      var line: Float = 0
      for (across, weight) in zip(-Self.margin...Self.margin, columns) {
        line += weight * self[row + down, column + across]
      }
      sum += weight * line
    }
    return sum
  }

  /// The squares of the sum of a binomial filter's weights.
  private static let binomialSum: Float = 64 * 64
  private static let binomial: [Float] = [0, 1, 6, 15, 20, 15, 6, 1, 0]
  /// The same filter one pixel after less that one pixel before.
  private static let binomialDifference: [Float] = [-1, -6, -14, -14, 0, 14, 14, 6, 1]
}
