extension KernelAnalysis {
  /// The largest residue of a kernel that counts as separable: far above the
  /// rounding of 32-bit products, far below what is seen.
  static let separableResidue = 1e-6

  /// Whether the plane of taps is the product of a column and a row.
  public var isSeparable: Bool { separabilityResidue <= Self.separableResidue }

  /// The part of the plane of taps that no product of a column and a row
  /// explains: the norm of what the best one leaves over, relative to the norm
  /// of the taps, from 0 to 1.
  ///
  /// The best one is that of the largest singular value (Eckart, Young 1936).
  public var separabilityResidue: Double {
    let plane = plane
    let (height, width) = (plane.shape[0], plane.shape[1])
    let taps = plane.scalars.map(Double.init)
    let energy = taps.reduce(0) { $0 + $1 * $1 }
    guard energy > 0 else { return 0 }
    let lines = (0..<height).map { taps[$0 * width..<($0 + 1) * width] }
    // The power method. It begins with a line of the taps themselves, which is
    // not orthogonal to all of them.
    var row = Array(lines.max { squares($0) < squares($1) }!)
    var explained = 0.0
    for _ in 0..<50 {
      let length = squares(row[...]).squareRoot()
      row = row.map { $0 / length }
      let column = lines.map { zip($0, row).reduce(0) { $0 + $1.0 * $1.1 } }
      let previous = explained
      explained = column.reduce(0) { $0 + $1 * $1 }
      if explained - previous <= 1e-15 * energy { break }
      row = [Double](repeating: 0, count: width)
      for (line, factor) in zip(lines, column) {
        for (index, tap) in zip(row.indices, line) { row[index] += factor * tap }
      }
    }
    return (max(0, energy - explained) / energy).squareRoot()
  }
}

private func squares(_ line: ArraySlice<Double>) -> Double { line.reduce(0) { $0 + $1 * $1 } }
