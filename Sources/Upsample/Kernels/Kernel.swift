/// A kernel by which a picture is made larger.
public enum Kernel: Hashable, Sendable {
  /// One of the field's interpolation functions, sampled for the scale at hand.
  case interpolation(InterpolationFunction)
  /// A filter of the user's own, whose stride is the scale.
  case filter(UserFilter)
}

/// The taps of a filter of the user's own.
public enum UserFilter: Hashable, Sendable {
  /// `[height, width]`: the same for every channel.
  case depthwise(Tensor)
  /// `[height, width, outChannels, inChannels]`: channels are mixed.
  case mixing(Tensor)

  /// The taps.
  public var taps: Tensor {
    switch self {
    case .depthwise(let taps), .mixing(let taps): taps
    }
  }
}
