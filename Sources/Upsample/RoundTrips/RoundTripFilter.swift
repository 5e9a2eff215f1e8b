import UpsampleBase
import UpsampleTensors

/// A kernel's taps at whole strides, as a round trip uses them both ways.
enum RoundTripFilter: Sendable {
  /// The product of a column of taps and a row of taps.
  case separable(rows: [Float], columns: [Float])
  /// Taps of a file, in the layout of a transposed convolution. Down, the same
  /// taps take its out channels to its in channels.
  case whole(UserFilter)

  /// The taps that `kernel` has at the strides.
  ///
  /// - Parameters:
  ///   - gain: What becomes of a filter whose phases do not sum to 1.
  ///   - channels: The channels of the picture.
  /// - Throws: ``UpsampleError/request(_:)`` for a filter of other channels,
  ///   one whose taps cancel out, and a phase that can't be normalised.
  init(
    _ kernel: Kernel, strides: (vertical: Int, horizontal: Int), gain: KernelGain, channels: Int
  ) throws(UpsampleError) {
    switch kernel {
    case .interpolation(let function):
      func taps(_ stride: Int) -> [Float] {
        ResamplingAxis(
          function, ratio: Ratio(stride, 1), inputExtent: 1, outputExtent: stride
        ).taps(of: function)
      }
      self = .separable(rows: taps(strides.vertical), columns: taps(strides.horizontal))
    case .filter(let filter):
      try filter.check()
      try filter.checkTakesBack(channels: channels)
      let applied =
        gain == .normalized
        ? try PhaseGains(filter, strides: strides).normalizing(filter) : filter
      try applied.checkHasSums()
      try applied.forward.checkHasSums()
      self = .whole(applied)
    }
  }

  /// The extents of the filter, in taps.
  var extents: (height: Int, width: Int) {
    switch self {
    case .separable(let rows, let columns): (rows.count, columns.count)
    case .whole(let filter): (filter.taps.shape[0], filter.taps.shape[1])
    }
  }

  /// The channels of the small picture of one of so many channels.
  func smallChannels(of channels: Int) -> Int {
    if case .whole(.mixing(let taps)) = self { taps.shape[3] } else { channels }
  }

  /// The forward convolution, whose taps sum to 1 for each channel of the small
  /// picture.
  ///
  /// - Parameter channels: The channels of the picture.
  func down(channels: Int) throws(UpsampleError) -> ForwardFilter {
    switch self {
    case .separable(let rows, let columns):
      .separable(rows: scaled(rows, toSum: 1), columns: scaled(columns, toSum: 1))
    case .whole(let filter):
      .whole(
        try FilterVectors(filter.forward.scaled(toSum: 1), channels: channels),
        rows: extents.height, columns: extents.width)
    }
  }

  /// The filter of the transposed convolution, whose taps sum to the product of
  /// the strides for each channel of the picture.
  func up(strides: (vertical: Int, horizontal: Int)) -> RoundTripFilter {
    switch self {
    case .separable(let rows, let columns):
      .separable(
        rows: scaled(rows, toSum: strides.vertical),
        columns: scaled(columns, toSum: strides.horizontal))
    case .whole(let filter):
      .whole(filter.scaled(toSum: strides.vertical * strides.horizontal))
    }
  }

  /// The transposed convolution along axes that are given, of small pictures of
  /// so many channels.
  func resampling(
    vertical: ResamplingAxis, horizontal: ResamplingAxis, channels: Int
  ) throws(UpsampleError) -> StripResampler.Method {
    switch self {
    case .separable(let rows, let columns):
      .separable(
        SeparableFilter(
          rows: .taps(rows), columns: .taps(columns), vertical: vertical, horizontal: horizontal))
    case .whole(let filter):
      .whole(
        try WholeFilter(filter, channels: channels, vertical: vertical, horizontal: horizontal))
    }
  }
}

private func scaled(_ taps: [Float], toSum total: Int) -> [Float] {
  let sum = taps.reduce(0.0) { $0 + Double($1) }
  return taps.map { Float(Double($0) * Double(total) / sum) }
}

extension UserFilter {
  /// The filter of the forward convolution with the same taps: out and in
  /// channels change places.
  fileprivate var forward: UserFilter {
    guard case .mixing(let taps) = self else { return self }
    let (outputs, inputs) = (taps.shape[2], taps.shape[3])
    var exchanged = Tensor(repeating: 0, shape: [taps.shape[0], taps.shape[1], inputs, outputs])
    for (index, tap) in taps.scalars.enumerated() {
      let (place, channels) = index.quotientAndRemainder(dividingBy: outputs * inputs)
      let (output, input) = channels.quotientAndRemainder(dividingBy: inputs)
      exchanged.scalars[(place * inputs + input) * outputs + output] = tap
    }
    return .mixing(exchanged)
  }

  /// The same taps, scaled so that those of each out channel sum to `total`.
  fileprivate func scaled(toSum total: Int) -> UserFilter {
    let channels = outChannels
    let sums = channels.sums(of: taps)
    return mapTaps { index, tap in
      Float(Double(tap) * Double(total) / sums[channels.place(ofScalar: index)])
    }
  }

  /// The taps by the out channel that they reach.
  private var outChannels: TapPhases {
    TapPhases(
      of: taps.shape,
      axes: taps.shape.extents.prefix(2).map {
        ConvolutionAxis(filter: $0, stride: 1, dilation: 1)
      })
  }

  /// Refuses a filter that does not lead back to the channels of the picture.
  fileprivate func checkTakesBack(channels: Int) throws(UpsampleError) {
    guard case .mixing(let taps) = self else { return }
    let (outputs, inputs) = (taps.shape[2], taps.shape[3])
    guard outputs == channels, (1...4).contains(inputs) else {
      throw .request(
        RequestFault(
          subject: "`kernel`",
          fault: "a filter of shape \(taps.shape) takes \(outputs) channels to \(inputs) and "
            + "back, and the picture has \(channels)",
          remedy: "Give a filter [height, width, \(channels), inChannels] with 1 to 4 inChannels, "
            + "or a 2-D filter for every channel."))
    }
  }

  /// Refuses taps that cancel out.
  fileprivate func checkHasSums() throws(UpsampleError) {
    let sums = outChannels.sums(of: taps)
    let magnitudes = outChannels.sums(of: mapTaps { $1.magnitude }.taps)
    guard zip(sums, magnitudes).allSatisfy({ abs($0) > 1e-6 * $1 }) else {
      throw .request(
        RequestFault(
          subject: "`kernel`",
          fault: "the taps of a channel sum to zero, so no constant survives them",
          remedy: "A round trip divides the taps by their sum."))
    }
  }
}
