import Glibc

/// The filters of FLIP for a number of pixels in a degree of the visual field, each the product of
/// a column and a row, or a sum of two such.
struct FlipFilters: Sendable {
  /// The weights of a filter along an axis, those of the middle pixel in the middle.
  typealias Taps = [Float]

  /// What of Y, Cx and Cz is seen: Gaussians, of Cz two that are added.
  let colours: [[Taps]]
  /// The Gaussian of features and its first and second derivative.
  let features: [Taps]
  /// The same for rows of Y, which is 116 times the luminance.
  let rowFeatures: [Taps]

  /// As far as a screen 0.7 m wide with 3840 pixels is away at 0.7 m.
  static let standardPixelsPerDegree = 0.7 * 3840 / 0.7 * .pi / 180

  init(pixelsPerDegree: Double) {
    let sight = Self.sights.map { $0.map { $0.scale } }
    let widest = sight.joined().max()!
    let radius = Int((3 * (widest / (2 * .pi * .pi)).squareRoot() * pixelsPerDegree).rounded(.up))
    colours = Self.sights.map { gaussians in
      let weights = gaussians.map { gaussian in
        (-radius...radius).map { place in
          let degrees = Double(place) / pixelsPerDegree
          // The root of the factor, for the row has it too.
          let factor = (gaussian.amplitude * (.pi / gaussian.scale).squareRoot()).squareRoot()
          return factor * exp(-.pi * .pi * degrees * degrees / gaussian.scale)
        }
      }
      // The sum of the products is 1.
      let sums = weights.map { $0.reduce(0, +) }
      let norm = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return weights.map { Self.trimmed($0.map { $0 / norm }) }
    }
    let derivatives = Self.derivatives(sigma: 0.5 * 0.082 * pixelsPerDegree)
    features = derivatives.map { $0.map { Float($0) } }
    rowFeatures = derivatives.map { $0.map { Float($0 / 116) } }
  }

  /// The Gaussians of Y, Cx and Cz, `amplitude sqrt(pi / scale) exp(-pi^2 x^2 / scale)` of
  /// degrees.
  private static let sights: [[(amplitude: Double, scale: Double)]] = [
    [(1, 0.0047)], [(1, 0.0053)], [(34.1, 0.04), (13.5, 0.025)],
  ]

  /// A Gaussian and its derivatives. The sum of the first is 1, and so are those of what is
  /// positive and what is negative of the others, but for the sign.
  private static func derivatives(sigma: Double) -> [[Double]] {
    let radius = Int((3 * sigma).rounded(.up))
    let places = (-radius...radius).map(Double.init)
    let gaussian = places.map { exp(-$0 * $0 / (2 * sigma * sigma)) }
    let first = zip(places, gaussian).map { -$0 * $1 }
    let second = zip(places, gaussian).map { ($0 * $0 / (sigma * sigma) - 1) * $1 }
    return [gaussian, first, second].map { weights in
      let positive = weights.filter { $0 > 0 }.reduce(0, +)
      let negative = -weights.filter { $0 < 0 }.reduce(0, +)
      return weights.map { $0 / ($0 > 0 ? positive : negative) }
    }
  }

  /// The weights without those at both ends that change no float.
  private static func trimmed(_ weights: [Double]) -> Taps {
    let least = 0x1p-40 * weights.max()!
    let count = weights.prefix { $0 < least }.count
    return weights[count..<weights.count - count].map { Float($0) }
  }
}
