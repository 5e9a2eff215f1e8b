import Glibc

/// The mean FLIP of two pictures in double precision, by sums over whole windows, for a screen
/// 0.7 m wide with 3840 pixels at 0.7 m.
///
/// - Parameters:
///   - one: Of each pixel in row-major order the codes of sRGB, red, green and blue, 0 to 1.
///   - width: The pixels of a row.
///   - counts: Whether the pixel of a place is one of those that the mean is over.
package func referenceFlip(
  _ one: [[Double]], _ other: [[Double]], width: Int, counts: (Int) -> Bool = { _ in true }
) -> Double {
  let pixelsPerDegree = 3840 * Double.pi / 180
  let colours = [one, other].map { seenColours($0, width, pixelsPerDegree) }
  let features = [one, other].map { seenFeatures($0, width, pixelsPerDegree) }
  let largest = pow(distance(lab([0, 1, 0]), lab([0, 0, 1])), 0.7)
  let knee = 0.4 * largest
  let errors = one.indices.filter(counts).map { place -> Double in
    let bent = pow(distance(colours[0][place], colours[1][place]), 0.7)
    let colour =
      bent < knee ? bent * 0.95 / knee : 0.95 + (bent - knee) / (largest - knee) * 0.05
    let apart = zip(features[0][place], features[1][place]).map { abs($0 - $1) }
    return pow(colour, 1 - (apart.max()! / 2.0.squareRoot()).squareRoot())
  }
  return errors.reduce(0, +) / Double(errors.count)
}

private let sharesOfWhite: [[Double]] = [
  [10_135_552, 8_788_810, 4_435_075].map { $0 / 24_577_794 / 0.950428545 },
  [2_613_072, 8_788_810, 887_015].map { $0 / 12_288_897 },
  [1_425_312, 8_788_810, 70_074_185].map { $0 / 73_733_382 / 1.088900371 },
]

private let sharesOfLight: [[Double]] = [
  [3.241003275 * 0.950428545, -1.537398934, -0.498615861 * 1.088900371],
  [-0.969224334 * 0.950428545, 1.875930071, 0.041554224 * 1.088900371],
  [0.055639423 * 0.950428545, -0.204011202, 1.057148933 * 1.088900371],
]

private func mixed(_ shares: [[Double]], _ from: [Double]) -> [Double] {
  shares.map { zip($0, from).reduce(0) { $0 + $1.0 * $1.1 } }
}

private func yCxCz(_ code: [Double]) -> [Double] {
  let shares = mixed(sharesOfWhite, code.map(referenceLight))
  return [
    116 * shares[1] - 16, 500 * (shares[0] - shares[1]), 200 * (shares[1] - shares[2]),
  ]
}

/// L, and a and b scaled by L / 100.
private func lab(_ light: [Double]) -> [Double] {
  let roots = mixed(sharesOfWhite, light).map {
    $0 > pow(6.0 / 29, 3) ? cbrt($0) : $0 * 841 / 108 + 4.0 / 29
  }
  let lightness = 116 * roots[1] - 16
  return [
    lightness, lightness * 5 * (roots[0] - roots[1]), lightness * 2 * (roots[1] - roots[2]),
  ]
}

private func distance(_ one: [Double], _ other: [Double]) -> Double {
  abs(one[0] - other[0]) + hypot(one[1] - other[1], one[2] - other[2])
}

/// Sums over a window, of the picture continued by its edge.
private func filtered(
  _ values: [Double], _ width: Int, radius: Int, _ weight: (_ x: Int, _ y: Int) -> Double
) -> [Double] {
  let height = values.count / width
  let places = (-radius...radius).flatMap { y in (-radius...radius).map { (x: $0, y: y) } }
  let weights = places.map { weight($0.x, $0.y) }
  return values.indices.map { place in
    zip(places, weights).reduce(0) { sum, tap in
      let x = min(max(place % width + tap.0.x, 0), width - 1)
      let y = min(max(place / width + tap.0.y, 0), height - 1)
      return sum + tap.1 * values[y * width + x]
    }
  }
}

private func seenColours(_ codes: [[Double]], _ width: Int, _ pixelsPerDegree: Double) -> [[Double]]
{
  let opponents = codes.map(yCxCz)
  let gaussians: [[(a: Double, b: Double)]] = [
    [(1, 0.0047)], [(1, 0.0053)], [(34.1, 0.04), (13.5, 0.025)],
  ]
  let radius = Int(ceil(3 * (0.04 / (2 * .pi * .pi)).squareRoot() * pixelsPerDegree))
  let seen = gaussians.enumerated().map { channel, gaussians in
    func weight(_ x: Int, _ y: Int) -> Double {
      let square = Double(x * x + y * y) / (pixelsPerDegree * pixelsPerDegree)
      return gaussians.reduce(0) {
        $0 + $1.a * (.pi / $1.b).squareRoot() * exp(-.pi * .pi * square / $1.b)
      }
    }
    let sum = (-radius...radius).reduce(0.0) { sum, y in
      (-radius...radius).reduce(sum) { $0 + weight($1, y) }
    }
    return filtered(opponents.map { $0[channel] }, width, radius: radius) { weight($0, $1) / sum }
  }
  return codes.indices.map { place in
    let y = (seen[0][place] + 16) / 116
    let shares = [y + seen[1][place] / 500, y, y - seen[2][place] / 200]
    return lab(mixed(sharesOfLight, shares).map { min(max($0, 0), 1) })
  }
}

/// Of each pixel how much of an edge and of a point there is.
private func seenFeatures(
  _ codes: [[Double]], _ width: Int, _ pixelsPerDegree: Double
) -> [[Double]] {
  let luminance = codes.map { (yCxCz($0)[0] + 16) / 116 }
  let sigma = 0.5 * 0.082 * pixelsPerDegree
  let radius = Int(ceil(3 * sigma))
  func gaussian(_ x: Int, _ y: Int) -> Double { exp(-Double(x * x + y * y) / (2 * sigma * sigma)) }
  let weights: [(Int, Int) -> Double] = [
    { -Double($0) * gaussian($0, $1) },
    { (Double($0 * $0) / (sigma * sigma) - 1) * gaussian($0, $1) },
  ]
  let magnitudes = weights.map { weight in
    let all = (-radius...radius).flatMap { y in (-radius...radius).map { weight($0, y) } }
    let (positive, negative) = (
      all.filter { $0 > 0 }.reduce(0, +), -all.filter { $0 < 0 }.reduce(0, +)
    )
    func scaled(_ x: Int, _ y: Int) -> Double {
      let own = weight(x, y)
      return own / (own > 0 ? positive : negative)
    }
    let along = filtered(luminance, width, radius: radius) { scaled($0, $1) }
    let across = filtered(luminance, width, radius: radius) { scaled($1, $0) }
    return zip(along, across).map { hypot($0, $1) }
  }
  return luminance.indices.map { place in magnitudes.map { $0[place] } }
}
