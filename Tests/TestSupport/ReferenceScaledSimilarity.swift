import Glibc

/// SSIMULACRA 2.1 of two pictures in double precision.
///
/// - Parameters:
///   - one: Of each pixel in row-major order the codes of sRGB, red, green and blue, 0 to 1.
///   - width: The pixels of a row; no side is below 8 pixels.
package func referenceScaledSimilarity(
  _ one: [[Double]], _ other: [[Double]], width: Int
) -> Double {
  var light = [one, other].map { $0.map { $0.map(referenceLight) } }
  var size = (width: width, height: one.count / width)
  var errors: [[[Double]]] = []
  while errors.count < 6, errors.isEmpty || min(size.width, size.height) >= 8 {
    if !errors.isEmpty {
      light = light.map { halved($0, size) }
      size = ((size.width + 1) / 2, (size.height + 1) / 2)
    }
    errors.append(scaleErrors(light.map { $0.map(xyb) }, size))
  }
  return score(errors)
}

/// The weights of the Gaussian from the middle on: three cosines that end where they are zero and
/// have the sum and the variance of a Gaussian of 1.5 pixels.
package func referenceOscillators() -> [Double] {
  [
    0.2646211054881985, 0.2129285920104222, 0.1093353727774603, 0.0360111146583644,
    0.0094143678096537,
  ]
}

package func referenceLight(_ code: Double) -> Double {
  code <= 0.04045 ? code / 12.92 : pow((code + 0.055) / 1.055, 2.4)
}

private func xyb(_ light: [Double]) -> [Double] {
  let bias = 0.0037930732552754493
  let shares = [
    [0.3, 0.622, 0.078], [0.23, 0.692, 0.078],
    [0.24342268924547819, 0.20476744424496821, 0.55180986650955360],
  ]
  let cones = shares.map { row in
    cbrt(max(0, zip(row, light).reduce(bias) { $0 + $1.0 * $1.1 })) - cbrt(bias)
  }
  let (x, y) = ((cones[0] - cones[1]) / 2, (cones[0] + cones[1]) / 2)
  return [14 * x + 0.42, y + 0.01, cones[2] - y + 0.55]
}

private func halved(_ light: [[Double]], _ size: (width: Int, height: Int)) -> [[Double]] {
  (0..<(size.height + 1) / 2).flatMap { row in
    (0..<(size.width + 1) / 2).map { column in
      (0..<3).map { channel in
        [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(0) { sum, step in
          let y = min(2 * row + step.0, size.height - 1)
          let x = min(2 * column + step.1, size.width - 1)
          return sum + light[y * size.width + x][channel] / 4
        }
      }
    }
  }
}

/// Of each channel means and roots, each of structure, added edges and lost edges.
private func scaleErrors(
  _ pictures: [[[Double]]], _ size: (width: Int, height: Int)
) -> [[Double]] {
  (0..<3).map { channel in
    let (x, y) = (pictures[0].map { $0[channel] }, pictures[1].map { $0[channel] })
    func smooth(_ values: [Double]) -> [Double] { smoothed(values, size) }
    let (meanX, meanY) = (smooth(x), smooth(y))
    let squares = smooth(zip(x, y).map { $0 * $0 + $1 * $1 })
    let products = smooth(zip(x, y).map { $0 * $1 })
    var sums = [Double](repeating: 0, count: 6)
    for place in x.indices {
      let (a, b) = (meanX[place], meanY[place])
      let similarity =
        (1 - (a - b) * (a - b)) * (2 * (products[place] - a * b) + 0.0009)
        / (squares[place] - a * a - b * b + 0.0009)
      let edges = (1 + abs(y[place] - b)) / (1 + abs(x[place] - a)) - 1
      for (error, value) in [1 - similarity, edges, -edges].enumerated() where value > 0 {
        sums[error] += value / Double(x.count)
        sums[3 + error] += value * value * value * value / Double(x.count)
      }
    }
    return sums.enumerated().map { $0 < 3 ? $1 : $1.squareRoot().squareRoot() }
  }
}

/// Smooths rows and columns, beyond whose ends all is zero.
private func smoothed(_ values: [Double], _ size: (width: Int, height: Int)) -> [Double] {
  let half = referenceOscillators()
  func pass(_ values: [Double], _ step: (x: Int, y: Int)) -> [Double] {
    values.indices.map { place in
      (-4...4).reduce(0) { sum, distance in
        let (x, y) = (
          place % size.width + distance * step.x, place / size.width + distance * step.y
        )
        guard 0..<size.width ~= x, 0..<size.height ~= y else { return sum }
        return sum + half[abs(distance)] * values[y * size.width + x]
      }
    }
  }
  return pass(pass(values, (1, 0)), (0, 1))
}

/// The weights that are not zero: of channel, scale, and error, for six scales.
private let weights: [Int: Double] = [
  1: 0.0007376606707406586, 4: 0.0007793481682867309, 7: 0.0004371155730107379,
  9: 1.1041726426657346, 10: 0.00066284834129271, 11: 0.00015231632783718752,
  13: 0.0016406437456599754, 15: 1.8422455520539298, 16: 11.441172603757666,
  18: 0.0007989109436015163, 19: 0.000176816438078653, 21: 1.8787594979546387,
  22: 10.94906990605142, 24: 0.0007289346991508072, 25: 0.9677937080626833,
  27: 0.00014003424285435884, 28: 0.9981766977854967, 29: 0.00031949755934435053,
  30: 0.0004550992113792063, 33: 0.0013648766163243398, 39: 7.466890328078848,
  41: 17.445833984131262, 42: 0.0006235601634041466, 45: 6.683678146179332,
  46: 0.00037724407979611296, 47: 1.027889937768264, 48: 225.20515300849274,
  51: 19.213238186143016, 52: 0.0011401524586618361, 53: 0.001237755635509985,
  54: 176.39317598450694, 57: 24.43300999870476, 58: 0.28520802612117757,
  59: 0.0004485436923833408, 63: 34.77906344483772, 64: 44.835625328877896,
  73: 0.0008680556573291698, 79: 0.0005313191874358747, 81: 0.00016533814161379112,
  87: 0.0004179171803251336, 88: 0.0017290828234722833, 90: 0.0020827005846636437,
  93: 8.826982764996862, 94: 23.19243343998926, 96: 95.1080498811086, 97: 0.9863978034400682,
  98: 0.9834382792465353, 99: 0.0012286405048278493, 100: 171.2667255897307,
  101: 0.9807858872435379, 105: 0.0005130064588990679, 107: 0.00010854057858411537,
]

private func score(_ errors: [[[Double]]]) -> Double {
  var (sum, index) = (0.0, 0)
  for channel in 0..<3 {
    for scale in errors {
      for error in scale[channel] {
        sum += (weights[index] ?? 0) * error
        index += 1
      }
    }
  }
  sum *= 0.9562382616834844
  let bent =
    2.326765642916932 * sum - 0.020884521182843837 * sum * sum
    + 6.248496625763138e-05 * sum * sum * sum
  return bent > 0 ? 100 - 10 * pow(bent, 0.6276336467831387) : 100
}
