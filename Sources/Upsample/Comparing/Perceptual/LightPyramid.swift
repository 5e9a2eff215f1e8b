import CKernels

/// Halves rows of light of two pictures as they come from the top.
struct LightPyramid {
  private let width: Int
  private let height: Int
  private var seen = 0
  /// The row that waits for the one below it.
  private var waiting: (light: FloatPlanes, row: Int)?

  init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// The rows of half the size that the next rows complete: each pixel the mean of two by two,
  /// of which an odd last column or row counts twice.
  mutating func halve(_ light: FloatPlanes) -> FloatPlanes {
    var pairs: [((light: FloatPlanes, row: Int), (light: FloatPlanes, row: Int))] = []
    for row in 0..<light.rows {
      if let upper = waiting {
        pairs.append((upper, (light, row)))
        waiting = nil
      } else {
        waiting = (light, row)
      }
    }
    seen += light.rows
    if seen == height, let last = waiting { pairs.append((last, last)) }
    let halved = FloatPlanes(planes: 6, rows: pairs.count, width: (width + 1) / 2)
    for (row, (upper, lower)) in pairs.enumerated() {
      for plane in 0..<6 {
        ck_halve_rows(
          ck_best_instructions(), upper.light.row(upper.row, of: plane),
          lower.light.row(lower.row, of: plane), halved.row(row, of: plane), width)
      }
    }
    return halved
  }
}
