import Glibc

/// The light of a sample, both as shares: from 0 to 1.
///
/// Codes and formulas are those of ITU-T H.273, *Coding-independent code points
/// for video signal type identification*, table 3.
package enum TransferFunction: Hashable, Sendable {
  /// IEC 61966-2-1: linear near black, close to a power of 2.2 on the whole.
  case sRGB
  /// A power, the exponent being that from samples to light.
  case power(Double)
  /// ITU-R BT.709, BT.601 and BT.2020, the inverse of what a camera does.
  case bt709
  /// SMPTE ST 2084, of 10000 cd/m2.
  case perceptualQuantizer
  /// ARIB STD-B67, hybrid log-gamma, of a scene.
  case hybridLogGamma

  /// The function of a code of H.273, if it is one of pictures.
  init?(codePoint: UInt8) {
    switch codePoint {
    case 1, 6, 14, 15: self = .bt709
    case 4: self = .power(2.2)
    case 5: self = .power(2.8)
    case 8: self = .power(1)
    case 13: self = .sRGB
    case 16: self = .perceptualQuantizer
    case 18: self = .hybridLogGamma
    default: return nil
    }
  }

  /// Whether the largest sample is the white of paper, not of a lamp.
  var isOfPaperWhite: Bool { self != .perceptualQuantizer && self != .hybridLogGamma }

  /// The light of a sample of 0 to 1: 0 to 1, and never less for more.
  package func light(of sample: Double) -> Double {
    switch self {
    case .sRGB:
      return sample <= 0.04045 ? sample / 12.92 : pow((sample + 0.055) / 1.055, 2.4)
    case .power(let exponent):
      return pow(sample, exponent)
    case .bt709:
      // The constants by which both parts meet in value and in slope.
      let (alpha, beta) = (1.09929682680944, 0.018053968510807)
      return sample < 4.5 * beta ? sample / 4.5 : pow((sample + alpha - 1) / alpha, 1 / 0.45)
    case .perceptualQuantizer:
      let (m1, m2) = (2610.0 / 16384, 2523.0 / 32)
      let (c1, c2, c3) = (3424.0 / 4096, 2413.0 / 128, 2392.0 / 128)
      let root = pow(sample, 1 / m2)
      return pow(max(root - c1, 0) / (c2 - c3 * root), 1 / m1)
    case .hybridLogGamma:
      let (a, b, c) = (0.17883277, 0.28466892, 0.55991073)
      return sample <= 0.5 ? sample * sample / 3 : (exp((sample - c) / a) + b) / 12
    }
  }
}
