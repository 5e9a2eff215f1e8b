import CKernels
import Glibc
import UpsampleImages

/// FLIP of two pictures of one size, for those who look from one to the other: P. Andersson,
/// J. Nilsson, T. Akenine-Möller, M. Oskarsson, K. Åström and M. D. Fairchild, "FLIP: A Difference
/// Evaluator for Alternating Images", Proceedings of the ACM on Computer Graphics and Interactive
/// Techniques 3 (2), 2020.
///
/// Samples count as sRGB. Filters are split as NVIDIA's program of version 1.7 does,
/// github.com/NVlabs/flip. FLIP knows no alpha: colours count as they are stored, and alpha as
/// a gray picture of its own, of which the larger mean is taken.
final class FlipDifference {
  /// The measures of colours and of alpha, where there is any.
  private let parts: [FlipPart]

  init(_ one: any ImageSource, _ other: any ImageSource, _ pair: ComparedLayouts) {
    let common = pair.common
    let lights = [one, other].map { PictureLight($0, as: common, .sRGB) }
    let channels = common.hasAlpha ? [nil, common.colors] : [nil]
    parts = channels.map { FlipPart(lights, channel: $0, pair) }
  }

  /// The planes that the work on a pixel takes.
  var planes: Int { parts.count * (6 + 2 * FlipRows.Plane.allCases.count) }

  /// The first part of the work on some rows, which several threads may do at once.
  func prepare(_ rows: Range<Int>, of one: SamplePlanes, _ other: SamplePlanes) -> [FlipRows] {
    parts.map { $0.prepare(rows, of: one, other) }
  }

  /// The second part, for the next rows from the top.
  func add(_ rows: [FlipRows]) {
    for (part, rows) in zip(parts, rows) { part.add(rows) }
  }

  /// The mean once all rows are there.
  var mean: Double { parts.map(\.mean).max()! }
}

/// FLIP of colours, or of one channel that is taken for gray.
private final class FlipPart {
  private let lights: [PictureLight]
  private let channel: Int?
  private let width: Int
  private let height: Int
  private let ignored: IgnoredPixels?
  private let filters = FlipFilters(pixelsPerDegree: FlipFilters.standardPixelsPerDegree)
  private var held = HeldRows<FlipRows>()
  private var next = 0
  private var sum = 0.0

  init(_ lights: [PictureLight], channel: Int?, _ pair: ComparedLayouts) {
    (self.lights, self.channel) = (lights, channel)
    (width, height) = (pair.common.width, pair.common.height)
    ignored = pair.ignored
  }

  func prepare(_ rows: Range<Int>, of one: SamplePlanes, _ other: SamplePlanes) -> FlipRows {
    let light = FloatPlanes(planes: 6, rows: rows.count, width: width)
    for (index, row) in rows.enumerated() {
      for (picture, samples) in [one, other].enumerated() {
        let planes = (0..<3).map { light.row(index, of: 3 * picture + $0) }
        if let channel {
          lights[picture].read(channel, of: samples, row: row, into: planes)
        } else {
          lights[picture].read(samples, row: row, on: nil, into: planes)
        }
      }
    }
    return FlipRows(light, filters)
  }

  /// The rows below an output that reach it.
  private var reach: Int {
    (filters.colours.joined() + filters.features).map { $0.count / 2 }.max()!
  }

  func add(_ rows: FlipRows) {
    held.append(rows, rows: rows.planes.rows)
    let end = held.end == height ? height : held.end - reach
    guard end > next else { return }
    for row in next..<end { sum += errors(ofRow: row) }
    next = end
    held.drop(before: next - reach)
  }

  /// That over the pixels that count; 0 where none does.
  var mean: Double { sum / Double(max(1, width * height - (ignored?.count ?? 0))) }

  private func errors(ofRow row: Int) -> Double {
    let length = width.roundedUpToLanes
    return withFloats(14 * length) { lines in
      for line in 0..<14 {
        (lines + line * length + width).initialize(repeating: 0, count: length - width)
      }
      var smoothed = ck_flip_row()
      for picture in 0..<2 {
        smooth(row, of: picture, into: (0..<7).map { lines + (7 * picture + $0) * length })
      }
      // What is seen alike has no error, though smoothing reaches it from pixels that count.
      ignored?.forEach(inRow: row) { column in
        for line in 0..<7 { lines[(7 + line) * length + column] = lines[line * length + column] }
      }
      func line(_ index: Int) -> UnsafePointer<Float> { UnsafePointer(lines + index * length) }
      smoothed.colours = (
        (line(0), line(1), line(2)), (line(7), line(8), line(9))
      )
      smoothed.features = (
        (line(3), line(4), line(5), line(6)), (line(10), line(11), line(12), line(13))
      )
      var distances = Self.distances
      return ck_flip_errors(ck_best_instructions(), &smoothed, &distances, width)
    }
  }

  /// Makes a row of a picture: Y, Cx and Cz, and the derivatives along x and y.
  private func smooth(
    _ row: Int, of picture: Int, into lines: [UnsafeMutablePointer<Float>]
  ) {
    let (colours, features) = (filters.colours, filters.features)
    let sums: [[(FlipRows.Plane, FlipFilters.Taps)]] = [
      [(.y, colours[0][0])], [(.cx, colours[1][0])],
      [(.cz, colours[2][0]), (.otherCz, colours[2][1])],
      [(.firstDerivative, features[0])], [(.feature, features[1])],
      [(.secondDerivative, features[0])], [(.feature, features[2])],
    ]
    for (line, terms) in zip(lines, sums) {
      let origins = terms.flatMap { plane, taps in
        taps.indices.map { tap -> UnsafePointer<Float>? in
          let place = min(max(row + tap - taps.count / 2, 0), height - 1)
          let held = self.held[place]!
          return UnsafePointer(held.block.row(held.row, of: plane, picture: picture))
        }
      }
      let weights = terms.flatMap { $0.1 }
      ck_combine_row_list(
        ck_best_instructions(), origins, weights, weights.count, line, width)
    }
  }

  /// The distance by HyAB of green and blue, as Hunt sees them, to the power of 0.7, and 0.4 times
  /// as much.
  private static let distances: ck_flip_distances = {
    let largest = pow(distance(of: [0, 1, 0], and: [0, 0, 1]), 0.7)
    return ck_flip_distances(largest: Float(largest), knee: Float(0.4 * largest))
  }()

  /// The distance of two colours by their light: of L, and of a and b scaled by L / 100.
  private static func distance(of one: [Double], and other: [Double]) -> Double {
    let (a, b) = (lab(one), lab(other))
    return abs(a[0] - b[0]) + hypot(a[1] - b[1], a[2] - b[2])
  }

  private static func lab(_ light: [Double]) -> [Double] {
    let shares = [
      [0.43389538, 0.37624236, 0.18986223], [0.21263682, 0.71518298, 0.07218020],
      [0.01775242, 0.10946563, 0.87278195],
    ].map { row in zip(row, light).reduce(0) { $0 + $1.0 * $1.1 } }
    let (x, y, z) = (cbrt(shares[0]), cbrt(shares[1]), cbrt(shares[2]))
    let lightness = 116 * y - 16
    return [lightness, lightness / 100 * 500 * (x - y), lightness / 100 * 200 * (y - z)]
  }
}
