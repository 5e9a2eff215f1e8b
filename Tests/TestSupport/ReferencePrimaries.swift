/// The matrix from light of primaries to light of sRGB's, by its definition: to
/// XYZ, to the other white by Bradford's cones, and back.
///
/// - Parameter chromaticities: The x and y of white, red, green and blue.
package func referenceMatrixToSRGB(_ chromaticities: [Double]) -> Matrix3 {
  let srgb = [0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06]
  let bradford = Matrix3([
    0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296,
  ])
  let from = bradford * white(chromaticities)
  let to = bradford * white(srgb)
  let scale = Matrix3([to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]])
  let adaptation = bradford.inverse * scale * bradford
  return primaries(srgb).inverse * adaptation * primaries(chromaticities)
}

private func light(_ x: Double, _ y: Double) -> [Double] { [x / y, 1, (1 - x - y) / y] }

private func white(_ c: [Double]) -> [Double] { light(c[0], c[1]) }

/// The light of the primaries in columns, which add up to white.
private func primaries(_ c: [Double]) -> Matrix3 {
  let columns = [light(c[2], c[3]), light(c[4], c[5]), light(c[6], c[7])]
  let plain = Matrix3((0..<9).map { columns[$0 % 3][$0 / 3] })
  let shares = plain.inverse * white(c)
  return Matrix3((0..<9).map { plain.entries[$0] * shares[$0 % 3] })
}

/// Three rows of three numbers.
package struct Matrix3 {
  package let entries: [Double]

  package init(_ entries: [Double]) { self.entries = entries }

  package static func * (a: Matrix3, column: [Double]) -> [Double] {
    (0..<3).map { row in (0..<3).map { a.entries[3 * row + $0] * column[$0] }.reduce(0, +) }
  }

  package static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    let columns = (0..<3).map { column in a * (0..<3).map { b.entries[3 * $0 + column] } }
    return Matrix3((0..<9).map { columns[$0 % 3][$0 / 3] })
  }

  /// By cofactors.
  package var inverse: Matrix3 {
    func cofactor(_ row: Int, _ column: Int) -> Double {
      let (r, s) = ((row + 1) % 3, (row + 2) % 3)
      let (c, d) = ((column + 1) % 3, (column + 2) % 3)
      return entries[3 * r + c] * entries[3 * s + d] - entries[3 * r + d] * entries[3 * s + c]
    }
    let determinant = (0..<3).map { entries[$0] * cofactor(0, $0) }.reduce(0, +)
    return Matrix3((0..<9).map { cofactor($0 % 3, $0 / 3) / determinant })
  }
}
