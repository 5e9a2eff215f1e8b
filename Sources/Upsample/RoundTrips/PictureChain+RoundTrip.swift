import UpsampleBase
import UpsampleImages
import UpsampleTensors

extension PictureChain {
  /// Plans the two convolutions of a round trip: the first stage makes the picture smaller,
  /// the second one as large as it was.
  ///
  /// - Parameters:
  ///   - space: The working space of pictures of the input's layout; `nil` is that
  ///     of their samples.
  ///   - gain: What becomes of a filter whose phases do not sum to 1.
  ///   - depth: The bits of the output's samples.
  init(
    roundTripBy kernel: Kernel, of input: ImageLayout, in space: WorkingSpace? = nil,
    strides: (vertical: Int, horizontal: Int), border: Border, gain: KernelGain = .asGiven,
    depth: ImageLayout.Depth
  ) throws(UpsampleError) {
    let (kind, space) = (kernel.kind, space ?? WorkingSpace(input))
    let legal = 1...type(of: kind).largestStride
    guard legal.contains(strides.vertical), legal.contains(strides.horizontal) else {
      throw .request(
        RequestFault(
          subject: "`scale`",
          KernelFault.roundTripStrides(
            horizontal: strides.horizontal, vertical: strides.vertical, legal: legal)))
    }
    let made = try kind.roundTrip(
      PictureToReturn(
        width: input.width, height: input.height, strides: strides, channels: space.channels,
        depth: space.depth, border: border, gain: gain))
    self.init(Chain(made.stages), of: input, in: space, depth: depth, warning: made.warning)
  }
}

extension ResamplingAxis {
  /// Of a forward convolution with SAME padding, the extents from which it gives as many
  /// outputs.
  var legalInputs: ClosedRange<Int> {
    ConvolutionAxis(filter: filterExtent, stride: decimation, dilation: 1)
      .legalOutputs(value: outputExtent, padding: .same)!
  }
}
