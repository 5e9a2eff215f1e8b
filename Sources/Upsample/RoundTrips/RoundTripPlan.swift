import UpsampleBase
import UpsampleImages

/// The two convolutions of a round trip.
struct RoundTripPlan {
  let picture: ImageLayout
  let space: WorkingSpace
  let small: ImageLayout
  let vertical: ForwardAxis
  let horizontal: ForwardAxis
  private let strides: (vertical: Int, horizontal: Int)
  private let border: Border
  private let filter: RoundTripFilter

  init(
    _ kernel: Kernel, layout: ImageLayout, space: WorkingSpace? = nil,
    strides: (vertical: Int, horizontal: Int), border: Border, gain: KernelGain = .asGiven
  ) throws(UpsampleError) {
    let largest = if case .filter = kernel { StripResampler.largestFilterStride } else { 1 << 16 }
    guard (1...largest).contains(strides.vertical), (1...largest).contains(strides.horizontal)
    else {
      throw .request(
        RequestFault(
          subject: "`scale`",
          fault: "\(strides.horizontal)x\(strides.vertical) are no strides of a round trip",
          remedy: "Give whole numbers from 1 to \(largest)."))
    }
    picture = layout
    let space = space ?? WorkingSpace(layout)
    self.space = space
    self.strides = strides
    self.border = border
    filter = try RoundTripFilter(kernel, strides: strides, gain: gain, channels: space.channels)
    vertical = ForwardAxis(
      input: layout.height, filter: filter.extents.height, stride: strides.vertical)
    horizontal = ForwardAxis(
      input: layout.width, filter: filter.extents.width, stride: strides.horizontal)
    small = space.convolved(to: filter.smallChannels(of: space.channels)).output(
      width: horizontal.output, height: vertical.output, depth: layout.depth)
  }

  /// The channels that are convolved back.
  private var smallChannels: Int { filter.smallChannels(of: space.channels) }

  /// What will be seen of the kernel in a constant picture, for people to read.
  var warning: String? {
    guard case .whole(let up) = filter.up(strides: strides) else { return nil }
    return PhaseGains(up, strides: strides).warning(depth: space.depth)
  }

  /// The rows of the small picture.
  func forward(
    _ source: any ImageSource, lastRows: [Int: [UInt8]], writer: RowWriter? = nil,
    within allowance: MemoryAllowance = .standard
  ) throws(UpsampleError) -> ForwardRows {
    try ForwardRows(
      source, to: small, space: space.convolved(to: smallChannels), border: border,
      lastRows: lastRows, vertical: vertical, horizontal: horizontal,
      filter: filter.down(channels: space.channels), writer: writer, within: allowance)
  }

  /// The transposed convolution of the small picture.
  func back(depth: ImageLayout.Depth) throws(UpsampleError) -> StripResampler {
    let (rows, columns) = (vertical.transposed, horizontal.transposed)
    let method = try filter.up(strides: strides)
      .resampling(vertical: rows, horizontal: columns, channels: smallChannels)
    let output = space.output(width: picture.width, height: picture.height, depth: depth)
    return StripResampler(
      method, vertical: rows, horizontal: columns, border: border, of: small,
      in: space.returned(from: smallChannels), to: output)
  }
}

extension ForwardAxis {
  /// The transposed convolution that inverts the axis.
  fileprivate var transposed: ResamplingAxis {
    ResamplingAxis(
      inputExtent: output, outputExtent: input, stride: stride, decimation: 1,
      filterExtent: filter, paddingBefore: pads.before)
  }
}
