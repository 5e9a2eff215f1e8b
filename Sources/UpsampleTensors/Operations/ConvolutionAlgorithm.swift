/// How a ``Convolution`` is computed.
public enum ConvolutionAlgorithm: Hashable, Sendable, CaseIterable {
  /// One chain of fused multiply-adds for each output, as the operation of the same name has it.
  case direct

  /// Whatever takes the least time: Winograd's minimal filtering F(4x4, 3x3) where it gains, and
  /// ``direct`` sums else.
  ///
  /// It gains for `conv2D` by 3x3 taps of stride and dilation 1, without groups, of at least 8
  /// channels on both sides of which the product is 128 or more. Results then differ from
  /// direct ones by rounding. For up to 256 input channels of random numbers, both are at most
  /// `3e-6 * max(1, m)` away from sums of unlimited precision, where `m` is the largest
  /// magnitude of a sum; of 64 channels and fewer `1.5e-6` and direct ones `1e-6` times that.
  ///
  /// The bits depend on neither processor, threads nor batch, and rows computed by themselves
  /// have those of the whole. But outputs are computed in tiles of 4x4 pixels, counted from the
  /// first row and column of the output:
  ///
  /// - ``PreparedConvolution/valueRows(reaching:)`` and
  ///   ``PreparedConvolution/outputRows(from:)`` speak of whole tiles. Strips of a multiple of
  ///   four rows compute none twice.
  /// - No output is a number of the tiles whose 6x6 inputs hold an infinity or a NaN, nor of a
  ///   channel with such a weight: padding counts as zeros. Sums may overflow from a hundredth
  ///   of the largest float on.
  ///
  /// The weights of a prepared convolution take four times the memory of the filter.
  case fastest
}
