import UpsampleImages

/// A drawing of where, and by how much, two pictures differ.
///
/// Pixels that differ have the colours of a ``HeatScale``, by the largest
/// difference of their channels. The others show the first picture in dark gray,
/// so that a place can be found again; those that do not count are black. A ring marks the
/// worst place. Small pictures are magnified by a whole factor. A ``HeatLegend`` stands below.
///
/// Of pictures of different sizes, what only one of them has shows it in a dark colour: red for
/// the first, blue for the second.
struct HeatMap {
  /// The drawing's layout, 8-bit RGB, with the legend.
  let layout: ImageLayout
  let legend: Canvas
  /// The drawing's pixels along a pixel's side.
  let zoom: Int
  let scale: HeatScale

  /// The first picture's layout, and the second's.
  private let pictures: [ImageLayout]
  private let ring: Ring?

  /// - Parameter comparison: The comparison, whose pictures have one size or no difference.
  init(_ comparison: ImageComparison) {
    pictures = [comparison.one, comparison.other]
    let united = comparison.one.united(with: comparison.other)
    let (width, height) = (united.width, united.height)
    zoom = max(1, Self.leastWidth / max(width, height))
    scale = HeatScale(comparison)
    legend = HeatLegend(scale, comparison).drawing(width: max(Self.leastWidth, width * zoom))
    layout = ImageLayout(
      width: legend.width, height: height * zoom + legend.height, channels: 3, depth: .eight)
    let (side, zoom) = (min(width, height) * zoom, zoom)
    ring = comparison.difference?.worst.map { Ring(around: $0, zoom: zoom, side: side) }
  }

  /// The drawing's rows that show the rows of a band.
  func rows(_ band: ComparedBand, ignoring ignored: IgnoredPixels?) -> [[UInt8]] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: band.one.layout.width) { largest in
      band.rows.flatMap { row in
        band.findDifferences(of: row, into: largest)
        var pixels = pixels(band, largest, row: row)
        ignored?.forEach(inRow: row) { pixels[$0] = .black }
        return lines(pixels, row: row)
      }
    }
  }

  private func lines(_ pixels: [Colour], row: Int) -> [[UInt8]] {
    var line = pixels.flatMap { pixel in
      repeatElement([pixel.red, pixel.green, pixel.blue], count: zoom).joined()
    }
    line += repeatElement(0, count: layout.rowBytes - line.count)
    return (row * zoom..<(row + 1) * zoom).map { number in
      var line = line
      ring?.draw(on: &line, number: number)
      return line
    }
  }

  private func pixels(
    _ band: ComparedBand, _ largest: UnsafeMutableBufferPointer<UInt16>, row: Int
  ) -> [Colour] {
    largest.indices.map { column in
      let isThere = pictures.map { row < $0.height && column < $0.width }
      switch (isThere[0], isThere[1]) {
      case (true, true):
        if largest[column] > 0 { return scale[Int(largest[column])] }
        let gray = gray(of: band.one, row: row, column: column)
        return Colour(gray, gray, gray)
      case (true, false):
        return Colour(64 + gray(of: band.one, row: row, column: column), 0, 0)
      case (false, true):
        return Colour(0, 0, 64 + gray(of: band.other, row: row, column: column))
      case (false, false): return .black
      }
    }
  }

  private func gray(of planes: SamplePlanes, row: Int, column: Int) -> UInt8 {
    let layout = planes.layout
    return planes.withRow(row) { samples in
      let sum = (0..<layout.colors).reduce(0) {
        $0 + Int(samples[column + $1 * planes.planeSamples])
      }
      return UInt8(sum * Self.brightestGray / (layout.colors * layout.depth.maximum))
    }
  }

  /// The width that the legend needs, in pixels.
  private static let leastWidth = 400

  /// White in a place that does not differ.
  private static let brightestGray = 72
}

/// A circle around a place of a drawing.
private struct Ring {
  /// A green that no difference has.
  static let colour = Colour(0, 255, 130)

  private let row: Double
  private let column: Double
  private let inner: Double
  private let outer: Double

  /// - Parameters:
  ///   - place: The place in the picture.
  ///   - zoom: The drawing's pixels along a pixel's side.
  ///   - side: The drawing's shorter side.
  init(around place: ImageDifference.Place, zoom: Int, side: Int) {
    let size = Double(zoom)
    row = (Double(place.row) + 0.5) * size
    column = (Double(place.column) + 0.5) * size
    inner = max(8 + size, Double(side) / 32)
    outer = inner + max(2, inner / 8)
  }

  /// Draws the part of the ring that a line of the drawing shows.
  func draw(on line: inout [UInt8], number: Int) {
    let height = Double(number) + 0.5 - row
    guard height.magnitude < outer else { return }
    let reach = (outer * outer - height * height).squareRoot()
    let hole = max(0, inner * inner - height * height).squareRoot()
    let first = max(0, Int((column - reach).rounded()))
    let last = min(line.count / 3, Int((column + reach).rounded()))
    for place in first..<max(first, last)
    where (Double(place) + 0.5 - column).magnitude >= hole {
      (line[3 * place], line[3 * place + 1], line[3 * place + 2]) =
        (Self.colour.red, Self.colour.green, Self.colour.blue)
    }
  }
}
