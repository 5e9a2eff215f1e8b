import UpsampleBase

/// How a picture becomes larger.
public struct ResamplingOptions: Sendable {
  /// How much larger the picture becomes.
  public var magnification = Magnification.scale(width: 2, height: 2)
  /// The kernel of the transposed convolution.
  public var kernel = Kernel.interpolation(.bilinear)
  /// The network that makes the picture larger, if one does; the kernel makes what it does
  /// not.
  public var network: ImageNetwork?
  /// What becomes of a filter of the user's own whose phases do not sum to 1.
  public var gain = KernelGain.asGiven
  /// What lies beyond the picture's edges.
  public var border = Border.replicate

  /// Creates the options of doubling a picture bilinearly.
  public init() {}
}

/// What becomes of a filter of the user's own whose phases do not sum to 1.
public enum KernelGain: Hashable, Sendable {
  /// It is applied as it is.
  case asGiven
  /// The taps of each phase are divided by their sum, so that a constant
  /// picture stays constant.
  case normalized
}

/// How much larger a picture becomes.
public enum Magnification: Hashable, Sendable {
  /// By exact factors, each at least 1.
  case scale(width: Ratio, height: Ratio)
  /// To a size in pixels, at least the input's; an absent extent follows the
  /// other one, rounded to the nearest pixel.
  case size(width: Int?, height: Int?)
}

/// What lies beyond the edges of a picture.
public enum Border: String, Hashable, Sendable, CaseIterable {
  /// The outermost sample, again and again.
  case replicate
  /// The picture mirrored at its outermost sample, which is not repeated.
  case reflect
  /// The picture's opposite edge, as if it tiled the plane.
  case wrap
  /// Nothing: TensorFlow's own padding, by which borders darken.
  case zero
}
