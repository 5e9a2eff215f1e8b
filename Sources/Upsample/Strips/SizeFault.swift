import UpsampleBase

/// Why a picture is not made that large, as values.
enum SizeFault: FaultValues {
  case neitherWidthNorHeight
  /// The scale makes pictures smaller.
  case belowOne(Ratio)
  /// The scale's numbers leave no room for exact arithmetic.
  case tooManyDigits(Ratio)
  /// The side is shorter than the input's.
  case smaller(Side, Int, input: Int)

  /// A side of a picture.
  enum Side: String, Hashable, Sendable { case width, height }
}

// MARK: Words

extension SizeFault {
  var clause: String {
    switch self {
    case .neitherWidthNorHeight: "neither a width nor a height is given"
    case .belowOne(let ratio): "\(ratio) is below 1, and upsample makes pictures larger"
    case .tooManyDigits(let ratio): "\(ratio) has too many digits"
    case .smaller(let side, let extent, let input):
      "a \(side.rawValue) of \(extent) is smaller than the input's \(input), "
        + "and upsample makes pictures larger"
    }
  }

  var remedy: String? {
    switch self {
    case .neitherWidthNorHeight: "Give WxH, Wx or xH."
    case .belowOne: "Give a scale of at least 1."
    case .tooManyDigits: "Give a smaller or rounder scale."
    case .smaller(let side, _, let input): "Give a \(side.rawValue) of at least \(input)."
    }
  }
}
