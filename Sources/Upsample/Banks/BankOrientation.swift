/// How the neighbourhood of a pixel is turned, mirrored and negated before a bank looks at it.
///
/// The sixteen of them fold what is the same but for its direction and its sign into one:
/// the gradient of the folded neighbourhood points right and down, at most as far down as
/// right, and its middle is not below the smoothed picture.
package struct BankOrientation: RawRepresentable, Hashable, Sendable {
  /// The bits: columns are mirrored, rows are, the two change places, and signs do.
  package let rawValue: UInt8

  /// - Precondition: It is below ``count``.
  package init(rawValue: UInt8) {
    precondition(rawValue < Self.count)
    self.rawValue = rawValue
  }

  /// The number of orientations.
  package static let count: UInt8 = 16
  /// Those that keep signs: the symmetries of a square.
  package static let octants = (0..<UInt8(8)).map { BankOrientation(rawValue: $0) }

  package var mirrorsColumns: Bool { rawValue & 1 != 0 }
  package var mirrorsRows: Bool { rawValue & 2 != 0 }
  package var isTransposed: Bool { rawValue & 4 != 0 }
  package var isNegated: Bool { rawValue & 8 != 0 }

  /// The orientation without its sign, a number below 8.
  package var octant: Int { Int(rawValue & 7) }

  /// The place in the picture's square of so many rows and columns that a place of the
  /// folded one shows: the same for windows of pixels, taps and phases.
  package func place(_ row: Int, _ column: Int, side: Int) -> (row: Int, column: Int) {
    let (row, column) = isTransposed ? (column, row) : (row, column)
    return (mirrorsRows ? side - 1 - row : row, mirrorsColumns ? side - 1 - column : column)
  }

  /// The indices in the picture's square, row-major, that the places of the folded one show.
  package func indices(side: Int) -> [Int] {
    (0..<side * side).map { index in
      let (row, column) = place(index / side, index % side, side: side)
      return row * side + column
    }
  }
}
