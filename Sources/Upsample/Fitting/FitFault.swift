import UpsampleBase

/// Why no kernel can be fitted, as values.
enum FitFault: FaultValues {
  case scale(Int)
  case taps(Int)
  case noDegradation
  case weight(Int)
  case ridge(Double)
  /// None of so many images could be fitted to.
  case nothingSummed(Int)
  /// An image has fewer pixels along a side than the scale.
  case tooSmall(scale: Int)
}

extension UpsampleError {
  /// A request that no kernel can be fitted for.
  static func fit(_ fault: FitFault) -> UpsampleError {
    .request(RequestFault(subject: "fit", fault))
  }
}

// MARK: Words

extension FitFault {
  var clause: String {
    switch self {
    case .scale(let scale): "kernels of scale \(scale) can't be fitted"
    case .taps(let taps): "kernels of \(taps) input pixels can't be fitted"
    case .noDegradation: "nothing says how the inputs are made of the images"
    case .weight(let weight): "a reduction can't count \(weight) times"
    case .ridge(let ridge): "a ridge of \(ridge) makes no equations"
    case .nothingSummed(let count): "none of \(count) images could be fitted to"
    case .tooSmall(let scale): "has fewer pixels along a side than the scale, \(scale)"
    }
  }

  var remedy: String? {
    switch self {
    case .scale:
      "Scales are \(FitOptions.scales.lowerBound) to \(FitOptions.scales.upperBound)."
    case .taps:
      "They reach \(FitOptions.extents.lowerBound) to \(FitOptions.extents.upperBound)."
    case .noDegradation: "Give at least one degradation."
    case .weight:
      "Weights are \(FitOptions.weights.lowerBound) to \(FitOptions.weights.upperBound)."
    case .ridge: "It is a share of the mean of the diagonal, 0 to \(FitOptions.largestRidge)."
    case .nothingSummed: "Give PNG or JPEG files of at least scale x scale pixels."
    case .tooSmall: nil
    }
  }
}
