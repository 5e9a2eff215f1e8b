import UpsampleImages

/// A colour for each phase of two axes.
struct PhasePalette {
  private let rows: Int
  private let columns: Int

  init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
  }

  /// The number of phases.
  var count: Int { rows * columns }

  /// The colour of a phase: hues around the circle, from orange on.
  subscript(row row: Int, column column: Int) -> Colour {
    let hue = Double(row * columns + column) / Double(count)
    return Colour(hue: (hue + 0.09).truncatingRemainder(dividingBy: 1), strength: 0.45)
  }
}

extension Colour {
  /// A light colour of the given hue, 0 and 1 being red, 1/3 green and 2/3
  /// blue.
  ///
  /// - Parameter strength: How far it is from white, 0 to 1.
  init(hue: Double, strength: Double) {
    func channel(_ offset: Double) -> UInt8 {
      // The distance around the circle from the hue that has most of it.
      let turn = (hue + offset).truncatingRemainder(dividingBy: 1)
      let distance = min(turn, 1 - turn) * 6
      let share = min(max(2 - distance, 0), 1)
      return UInt8((255 * (1 - strength * (1 - share))).rounded())
    }
    self.init(channel(0), channel(2.0 / 3), channel(1.0 / 3))
  }
}
