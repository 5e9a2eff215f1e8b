/// A kernel by which a picture is made larger.
public enum Kernel: Hashable, Sendable {
  /// One of the field's interpolation functions, sampled for the scale at hand.
  case interpolation(InterpolationFunction)
  /// A filter of the user's own.
  case filter(UserFilter)
}

/// The taps of a user's filter, whose stride is the scale.
public enum UserFilter: Hashable, Sendable {
  /// `[height, width]`: the same for every channel.
  case depthwise(Tensor)
  /// `[height, width, outChannels, inChannels]`: channels are mixed.
  case mixing(Tensor)
}

/// The interpolation functions that have a name.
public enum InterpolationFunction: String, Hashable, Sendable, CaseIterable {
  case bilinear, nearest, bicubic, mitchell, lanczos2, lanczos3, bspline
}
