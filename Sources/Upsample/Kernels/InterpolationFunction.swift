import Glibc

/// The interpolation functions that have a name in the field.
///
/// Each is even, has a finite support, and is scaled so that 1 is the distance
/// between input pixels. Sampled at the phases of a scale and normalised so
/// that every phase sums to 1, it becomes the filter of a transposed
/// convolution.
public enum InterpolationFunction: String, Hashable, Sendable, CaseIterable {
  /// The triangle: linear interpolation along each axis. At whole scales this
  /// is the initialisation of "Fully Convolutional Networks for Semantic
  /// Segmentation" (Long, Shelhamer, Darrell 2015): `2f - f % 2` taps for scale
  /// `f`, centred.
  case bilinear
  /// The box: every output takes the value of the input pixel that it lies in.
  case nearest
  /// The cubic convolution of "Cubic Convolution Interpolation for Digital
  /// Image Processing" (Keys 1981) with a = -0.5.
  case bicubic
  /// The cubic of "Reconstruction Filters in Computer Graphics" (Mitchell,
  /// Netravali 1988) with B = C = 1/3: a little blur for less ringing.
  case mitchell
  /// The sinc function windowed by its own central lobe, stretched to 2 pixels
  /// (Lanczos; Duchon 1979).
  case lanczos2
  /// The same with 3 pixels.
  case lanczos3
  /// The cubic B-spline. It smooths: it does not pass through the input's
  /// samples (Hou, Andrews 1978, without their prefilter).
  case bspline

  /// The distance from the centre, in input pixels, beyond which the function
  /// is zero.
  public var support: Double {
    switch self {
    case .nearest: 0.5
    case .bilinear: 1
    case .bicubic, .mitchell, .lanczos2, .bspline: 2
    case .lanczos3: 3
    }
  }

  /// The function's value at a distance of `x` input pixels from the centre.
  ///
  /// The box is half open, so that of two equally near inputs one is chosen:
  /// it is 1 for -0.5 and 0 for 0.5.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .nearest: x >= -0.5 && x < 0.5 ? 1 : 0
    case .bilinear: max(0, 1 - abs(x))
    case .bicubic: cubic(abs(x), b: 0, c: 0.5)
    case .mitchell: cubic(abs(x), b: 1.0 / 3, c: 1.0 / 3)
    case .bspline: cubic(abs(x), b: 1, c: 0)
    case .lanczos2: lanczos(x, lobes: 2)
    case .lanczos3: lanczos(x, lobes: 3)
    }
  }
}

/// The family of piecewise cubics of Mitchell and Netravali, equation 8, for
/// `x >= 0`. B = 0 gives Keys' family with a = -C.
private func cubic(_ x: Double, b: Double, c: Double) -> Double {
  if x < 1 {
    return (((12 - 9 * b - 6 * c) * x + (-18 + 12 * b + 6 * c)) * x * x + (6 - 2 * b)) / 6
  }
  if x < 2 {
    return
      ((((-b - 6 * c) * x + (6 * b + 30 * c)) * x + (-12 * b - 48 * c)) * x
      + (8 * b + 24 * c)) / 6
  }
  return 0
}

private func lanczos(_ x: Double, lobes: Double) -> Double {
  if x == 0 { return 1 }
  if abs(x) >= lobes { return 0 }
  let angle = Double.pi * x
  return lobes * sin(angle) * sin(angle / lobes) / (angle * angle)
}
