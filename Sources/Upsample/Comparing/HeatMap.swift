import UpsampleImages

/// A drawing of where, and by how much, two pictures differ.
///
/// Pixels that differ have the colours of a ``HeatScale``, by the largest
/// difference of their channels. The others show the first picture in dark gray,
/// so that a place can be found again. A ring marks the worst place. Small
/// pictures are magnified by a whole factor. A ``HeatLegend`` stands below.
struct HeatMap {
  /// The drawing's layout, 8-bit RGB, with the legend.
  let layout: ImageLayout
  let legend: Canvas
  /// The drawing's pixels along a pixel's side.
  let zoom: Int
  let scale: HeatScale

  private let width: Int
  private let ring: Ring?

  init(_ difference: ImageDifference) {
    let (width, height) = (difference.layout.width, difference.layout.height)
    zoom = max(1, Self.leastWidth / max(width, height))
    scale = HeatScale(maximum: difference.maximum)
    legend = HeatLegend(scale, difference).drawing(width: max(Self.leastWidth, width * zoom))
    layout = ImageLayout(
      width: legend.width, height: height * zoom + legend.height, channels: 3, depth: .eight)
    self.width = width
    let (side, zoom) = (min(width, height) * zoom, zoom)
    ring = difference.worst.map { Ring(around: $0, zoom: zoom, side: side) }
  }

  /// The drawing's rows that show rows of both pictures.
  func rows(_ one: SamplePlanes, _ other: SamplePlanes) -> [[UInt8]] {
    one.rows.flatMap { row in
      let pixels = pixels(one, other, row: row)
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
  }

  private func pixels(_ one: SamplePlanes, _ other: SamplePlanes, row: Int) -> [Colour] {
    let (colours, plane) = (one.layout.colors, one.planeSamples)
    return one.withRow(row) { a in
      other.withRow(row) { b in
        (0..<width).map { column in
          var largest = 0
          for channel in 0..<one.layout.channels {
            let index = column + channel * plane
            largest = max(largest, abs(Int(a[index]) - Int(b[index])))
          }
          if largest > 0 { return scale[largest] }
          let sum = (0..<colours).reduce(0) { $0 + Int(a[column + $1 * plane]) }
          let gray = UInt8(sum * Self.brightestGray / (colours * one.layout.depth.maximum))
          return Colour(gray, gray, gray)
        }
      }
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
