import CKernels

/// Rows of two pictures in YCxCz, smoothed along the rows by the filters of FLIP.
final class FlipRows: Sendable {
  /// What is made of a picture.
  enum Plane: Int, CaseIterable {
    case y, cx, cz, otherCz
    /// The smoothed luminance, and its derivatives along the row.
    case feature, firstDerivative, secondDerivative
  }

  let planes: FloatPlanes

  /// - Parameter light: Rows of light, red, green and blue of the first picture, then of the
  ///   second.
  init(_ light: FloatPlanes, _ filters: FlipFilters) {
    planes = FloatPlanes(
      planes: 2 * Plane.allCases.count, rows: light.rows, width: light.width)
    let colours = filters.colours
    let taps: [(plane: Plane, channel: Int, taps: FlipFilters.Taps)] = [
      (.y, 0, colours[0][0]), (.cx, 1, colours[1][0]), (.cz, 2, colours[2][0]),
      (.otherCz, 2, colours[2][1]), (.feature, 0, filters.rowFeatures[0]),
      (.firstDerivative, 0, filters.rowFeatures[1]),
      (.secondDerivative, 0, filters.rowFeatures[2]),
    ]
    let reach = taps.map { $0.taps.count / 2 }.max()!
    let width = light.width
    let length = width + 2 * reach + Int(CK_ROW_SLACK)
    withFloats(3 * length) { lines in
      for picture in 0..<2 {
        for row in 0..<light.rows {
          let from = (0..<3).map { UnsafePointer(light.row(row, of: 3 * picture + $0)) as Optional }
          let to = (0..<3).map { lines + $0 * length + reach as Optional }
          ck_light_to_ycxcz(ck_best_instructions(), from, to, width)
          for line in to { Self.continueEnds(of: line!, count: width, by: reach) }
          for (plane, channel, taps) in taps {
            ck_combine_rows(
              ck_best_instructions(), to[channel]! - taps.count / 2, 1, taps, taps.count,
              self.row(row, of: plane, picture: picture), width)
          }
        }
      }
    }
  }

  func row(_ row: Int, of plane: Plane, picture: Int) -> UnsafeMutablePointer<Float> {
    planes.row(row, of: picture * Plane.allCases.count + plane.rawValue)
  }

  /// Writes the first pixel and the last one beyond the ends.
  private static func continueEnds(
    of line: UnsafeMutablePointer<Float>, count: Int, by reach: Int
  ) {
    (line - reach).update(repeating: line[0], count: reach)
    (line + count).update(repeating: line[count - 1], count: reach)
  }
}
