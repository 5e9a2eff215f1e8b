import UpsampleBase
import UpsampleImages

/// What a picture goes through on its way to the output.
package enum PictureWay: Hashable, Sendable {
  /// A transposed convolution.
  case enlarging
  /// A forward convolution with the strides, and the transposed one that leads back.
  case roundTrip(vertical: Int, horizontal: Int)

  /// The stages, and the layouts before and after.
  ///
  /// - Parameters:
  ///   - space: What is convolved in place of the samples.
  ///   - depth: The bits of the output's samples.
  func chain(
    of input: ImageLayout, in space: WorkingSpace, _ options: ResamplingOptions,
    depth: ImageLayout.Depth
  ) throws(UpsampleError) -> PictureChain {
    switch self {
    case .enlarging where options.network != nil:
      try PictureChain(options.network!, of: input, in: space, options, depth: depth)
    case .enlarging:
      try PictureChain(
        options.kernel, of: input, in: space, by: options.magnification, border: options.border,
        gain: options.gain, depth: depth)
    case .roundTrip(let vertical, let horizontal):
      try PictureChain(
        roundTripBy: options.kernel, of: input, in: space, strides: (vertical, horizontal),
        border: options.border, gain: options.gain, depth: depth)
    }
  }

  /// How the input is read. What comes back from a round trip is compared with it.
  func reading(_ options: UpsampleOptions, for output: Endpoint) -> ReadingOptions {
    self == .enlarging ? options.reading.reading(for: output, options.writing) : options.reading
  }

  /// What becomes of colours.
  func colours(_ options: UpsampleOptions) -> ColorOptions {
    var colours = options.colors
    if self != .enlarging { colours.color = .keep }
    return colours
  }

  /// What becomes of inks: networks are made for light.
  func inks(_ options: ResamplingOptions) -> ColourPlan.InkPolicy {
    self == .enlarging && options.network != nil ? .converted : .kept
  }

  /// Refuses a picture that loses what it is compared by.
  func check(_ input: ImageLayout, as format: ImageFormat) throws(UpsampleError) {
    if self != .enlarging, format == .jpeg, input.hasAlpha {
      throw .transparencyInJPEG("roundtrip")
    }
  }

  /// What is not as one might expect of the output's format.
  func warning(of format: ImageFormat, _ output: Endpoint) -> String? {
    self == .enlarging ? format.warning(of: output) : nil
  }

  /// Who is to blame for a picture that takes too much memory.
  var excess: StripRunner.Excess {
    self == .enlarging
      ? StripRunner.Excess()
      : StripRunner.Excess(side: .input, alternative: "give a smaller scale or kernel")
  }
}

extension ResamplingOptions {
  /// How often a picture is read.
  var readings: Int { max(border.readings, network?.readings ?? 1) }
}

extension Border {
  /// How often a picture is read: `wrap` shows its last rows above its first.
  var readings: Int { self == .wrap ? 2 : 1 }
}
