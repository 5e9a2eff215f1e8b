import UpsampleImages

/// Tells pixels of a smoothed edge, as pixelmatch does after V. Vyšniauskas, "Anti-aliased Pixel
/// and Intensity Slope Detector", 2009.
///
/// A pixel is one of them in a picture if it has darker and brighter neighbours and at most two
/// of its brightness, and if its darkest or its brightest neighbour lies, in both pictures,
/// among three or more pixels of its own colour. What lies beyond the picture counts as one
/// neighbour of the pixel's brightness, or colour.
struct AntialiasingDetector {
  private let one: PlanesView
  private let other: PlanesView

  /// The rows above and below a pixel that are looked at.
  static let reach = 2

  init(_ one: PlanesView, _ other: PlanesView) {
    self.one = one
    self.other = other
  }

  /// Whether a pixel belongs to a smoothed edge in either picture.
  ///
  /// - Precondition: The planes have the rows of the picture ``reach`` above and below it.
  func isOnEdge(row: Int, column: Int) -> Bool {
    isOnEdge(of: one, row: row, column: column) || isOnEdge(of: other, row: row, column: column)
  }

  private func isOnEdge(of view: PlanesView, row: Int, column: Int) -> Bool {
    let rows = max(0, row - 1)...min(view.height - 1, row + 1)
    let columns = max(0, column - 1)...min(view.width - 1, column + 1)
    let centre = view.brightness(row: row, column: column)
    var alike = rows.count < 3 || columns.count < 3 ? 1 : 0
    var (brightest, darkest) = ((0.0, row, column), (0.0, row, column))
    for x in columns {
      for y in rows where x != column || y != row {
        let difference = centre.minus(view.brightness(row: y, column: x))
        if difference == 0 {
          alike += 1
          if alike > 2 { return false }
        } else if difference < brightest.0 {
          brightest = (difference, y, x)
        } else if difference > darkest.0 {
          darkest = (difference, y, x)
        }
      }
    }
    guard brightest.0 < 0, darkest.0 > 0 else { return false }
    return isAmongItsLike(row: darkest.1, column: darkest.2)
      || isAmongItsLike(row: brightest.1, column: brightest.2)
  }

  private func isAmongItsLike(row: Int, column: Int) -> Bool {
    one.isAmongItsLike(row: row, column: column)
      && other.isAmongItsLike(row: row, column: column)
  }
}

/// Rows of a picture, pixel by pixel.
struct PlanesView {
  let width: Int
  /// The rows of the whole picture.
  let height: Int
  private let samples: UnsafePointer<UInt16>
  private let plane: Int
  private let channels: Int
  private let firstRow: Int
  let colorModel: ImageLayout.ColorModel
  private let hasAlpha: Bool
  private let maximum: UInt16
  private let isDeep: Bool

  /// - Parameter samples: The first sample of the planes.
  init(_ planes: SamplePlanes, _ samples: UnsafePointer<UInt16>) {
    let layout = planes.layout
    (width, height) = (layout.width, layout.height)
    self.samples = samples
    plane = planes.planeSamples
    channels = layout.channels
    firstRow = planes.rows.lowerBound
    colorModel = layout.colorModel
    hasAlpha = layout.hasAlpha
    maximum = UInt16(layout.depth.maximum)
    isDeep = layout.depth == .sixteen
  }

  private func place(_ row: Int, _ column: Int) -> UnsafePointer<UInt16> {
    samples + ((row &- firstRow) &* width &+ column)
  }

  /// The colour of a pixel. Inks are the light that the product of colour and black leaves.
  func pixel(row: Int, column: Int) -> PixelSamples {
    let place = place(row, column)
    switch colorModel {
    case .gray:
      return PixelSamples(
        red: place[0], green: place[0], blue: place[0], alpha: hasAlpha ? place[plane] : maximum)
    case .rgb:
      return PixelSamples(
        red: place[0], green: place[plane], blue: place[2 &* plane],
        alpha: hasAlpha ? place[3 &* plane] : maximum)
    case .cmyk:
      let black = UInt32(place[3 &* plane])
      func light(_ ink: UInt16) -> UInt16 { UInt16((UInt32(ink) &* black &+ 127) / 255) }
      return PixelSamples(
        red: light(place[0]), green: light(place[plane]), blue: light(place[2 &* plane]),
        alpha: maximum)
    }
  }

  func brightness(row: Int, column: Int) -> Brightness {
    let pixel = pixel(row: row, column: column)
    return Brightness(
      red: levels(pixel.red), green: levels(pixel.green), blue: levels(pixel.blue),
      alpha: levels(pixel.alpha))
  }

  /// A sample in levels of 8 bits. Only one of 16 bits is divided, which takes its time.
  private func levels(_ sample: UInt16) -> Double {
    isDeep ? Double(sample) / 257 : Double(sample)
  }

  /// Where the colours of pixels begin, each in a line; `nil` of inks.
  func colours(row: Int, column: Int) -> ColourLines? {
    let place = place(row, column)
    switch colorModel {
    case .gray: return (place, place, place)
    case .rgb: return (place, place + plane, place + 2 * plane)
    case .cmyk: return nil
    }
  }

  /// Whether three or more of a pixel's neighbours have its samples.
  func isAmongItsLike(row: Int, column: Int) -> Bool {
    let rows = max(0, row - 1)...min(height - 1, row + 1)
    let columns = max(0, column - 1)...min(width - 1, column + 1)
    var alike = rows.count < 3 || columns.count < 3 ? 1 : 0
    let centre = place(row, column)
    for y in rows {
      for x in columns where x != column || y != row {
        let neighbour = place(y, x)
        var isAlike = true
        for channel in 0..<channels where centre[channel &* plane] != neighbour[channel &* plane] {
          isAlike = false
        }
        alike += isAlike ? 1 : 0
      }
    }
    return alike > 2
  }
}

/// The samples of a pixel in levels of 8 bits, by which it is darker or brighter than another
/// one. Transparency is seen in front of white.
struct Brightness {
  let red: Double
  let green: Double
  let blue: Double
  let alpha: Double

  /// How much brighter it is than another one. Pixels of one brightness in front of white and
  /// of different alphas are half as far apart as these.
  func minus(_ other: Brightness) -> Double {
    let alphas = alpha - other.alpha
    if alpha == 255, other.alpha == 255 {
      return Self.luma(red - other.red, green - other.green, blue - other.blue)
    }
    let difference = Self.luma(
      (red * alpha - other.red * other.alpha - 255 * alphas) / 255,
      (green * alpha - other.green * other.alpha - 255 * alphas) / 255,
      (blue * alpha - other.blue * other.alpha - 255 * alphas) / 255)
    return difference == 0 ? alphas / 2 : difference
  }

  private static func luma(_ red: Double, _ green: Double, _ blue: Double) -> Double {
    red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
  }
}
