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
  private let one: ImageLayout
  private let other: ImageLayout
  private let ring: Ring?
  /// The grays of places that do not differ, by the sum of their colours.
  private let grays: [UInt8]

  /// - Parameter comparison: The comparison, whose pictures have one size or no difference.
  init(_ comparison: ImageComparison) {
    (one, other) = (comparison.one, comparison.other)
    let united = one.united(with: other)
    let (width, height) = (united.width, united.height)
    zoom = max(1, Self.leastWidth / max(width, height))
    scale = HeatScale(comparison)
    let seen = comparison.difference?.layout ?? .common(united, other.united(with: united))
    let white = seen.colors * seen.depth.maximum
    grays = (0...white).map { UInt8($0 * Self.brightestGray / white) }
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
        let line = [UInt8](unsafeUninitializedCapacity: layout.rowBytes) { bytes, count in
          count = layout.rowBytes
          bytes.initialize(repeating: 0)
          let pencil = Pencil(bytes: bytes.baseAddress!, zoom: zoom)
          draw(band, largest.baseAddress!, row: row, pencil)
          ignored?.forEach(inRow: row) { pencil.draw(.black, at: $0) }
        }
        return (row * zoom..<(row + 1) * zoom).map { number in
          var line = line
          ring?.draw(on: &line, number: number)
          return line
        }
      }
    }
  }

  private func draw(
    _ band: ComparedBand, _ largest: UnsafePointer<UInt16>, row: Int, _ pencil: Pencil
  ) {
    let (first, second) = (one.columns(ofRow: row), other.columns(ofRow: row))
    band.one.withRow(row) { samples in
      for column in 0..<min(first, second) where largest[column] > 0 {
        pencil.draw(scale[Int(largest[column])], at: column)
      }
      for column in 0..<min(first, second) where largest[column] == 0 {
        let gray = gray(samples + column, of: band.one)
        pencil.draw(Colour(gray, gray, gray), at: column)
      }
      for column in min(first, second)..<first {
        pencil.draw(Colour(64 + gray(samples + column, of: band.one), 0, 0), at: column)
      }
    }
    band.other.withRow(row) { samples in
      for column in min(first, second)..<second {
        pencil.draw(Colour(0, 0, 64 + gray(samples + column, of: band.other)), at: column)
      }
    }
  }

  private func gray(_ samples: UnsafePointer<UInt16>, of planes: SamplePlanes) -> UInt8 {
    var (sum, place) = (0, 0)
    for _ in 0..<planes.layout.colors {
      sum &+= Int(samples[place])
      place &+= planes.planeSamples
    }
    return grays[sum]
  }

  /// The width that the legend needs, in pixels.
  private static let leastWidth = 400

  /// White in a place that does not differ.
  private static let brightestGray = 72
}

extension ImageLayout {
  /// The columns that a picture has in a row, which may lie below its last.
  fileprivate func columns(ofRow row: Int) -> Int { row < height ? width : 0 }
}

/// Draws pixels of a picture on a line of a drawing.
private struct Pencil {
  let bytes: UnsafeMutablePointer<UInt8>
  let zoom: Int

  func draw(_ colour: Colour, at column: Int) {
    var pixel = bytes + 3 &* zoom &* column
    for _ in 0..<zoom {
      (pixel[0], pixel[1], pixel[2]) = (colour.red, colour.green, colour.blue)
      pixel += 3
    }
  }
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
