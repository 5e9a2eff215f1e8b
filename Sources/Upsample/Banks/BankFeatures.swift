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
  private let planes: BankPlanes
  /// For each orientation, the steps from a pixel to those that its folded window shows.
  private let steps: [[Int]]

  /// - Parameters:
  ///   - luma: By rows, those of the margin among them: whole numbers of 0 to ``white``.
  package init(rows: Int, columns: Int, luma: [Float]) {
    precondition(luma.count == (rows + 2 * Self.margin) * (columns + 2 * Self.margin))
    (self.rows, self.columns, self.luma) = (rows, columns, luma)
    planes = BankPlanes(rows: rows, columns: columns, luma: luma.map { Int32($0) })
    let (side, radius) = (BankFeature.windowSide, BankFeature.mostRadius)
    let width = columns + 2 * Self.margin
    steps = BankOrientation.octants.map { octant in
      octant.indices(side: side).map { ($0 / side - radius) * width + $0 % side - radius }
    }
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
  package func orientation(row: Int, column: Int) -> BankOrientation {
    planes.orientations[row * columns + column]
  }

  /// The numbers of which a ``BankFeature`` asks: the folded window's luma less that of its
  /// middle, one level, and the deviations within 1, 2 and 3 pixels.
  package func values(row: Int, column: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: BankFeature.valueCount) { values, count in
      write(row: row, column: column, to: values.baseAddress!)
      count = BankFeature.valueCount
    }
  }

  /// Writes the ``values(row:column:)`` of a pixel.
  package func write(row: Int, column: Int, to values: UnsafeMutablePointer<Float>) {
    let pixel = row * columns + column
    let orientation = planes.orientations[pixel]
    let sign: Float = orientation.isNegated ? -1 : 1
    luma.withUnsafeBufferPointer { luma in
      let centre = (row + Self.margin) * (columns + 2 * Self.margin) + column + Self.margin
      let middle = luma[centre]
      for (place, step) in steps[orientation.octant].enumerated() {
        values[place] = sign * (luma[centre + step] - middle)
      }
    }
    values[BankFeature.windowCount] = Self.unit
    for (radius, deviations) in planes.deviations.enumerated() {
      values[BankFeature.windowCount + 1 + radius] = deviations[pixel]
    }
  }
}
