import UpsampleBase
import UpsampleTensors

extension UserFilter: KernelKind {
  package static let largestStride = 1024
  package static let names: [String] = []
  package static let fileExtensions = ["npy", "json"]

  /// The most bytes that a JSON kernel file may have: 32 for each tap.
  private static let largestFile = 32 * Kernel.largestFilter

  package static func kernel(named name: FilePath) throws(UpsampleError) -> Kernel {
    let taps =
      name.lowercasedExtension == "npy"
      ? try Tensor(npy: .file(name)) { (shape) throws(UpsampleError) in
        try check(shape, name: "\(name)")
      }
      : try KernelJSON(
        try InputFile(.file(name)).contents(limit: largestFile), name: "\(name)"
      ).taps
    return .filter(try UserFilter(taps, name: "\(name)"))
  }

  package var record: String {
    let bytes = taps.scalars.flatMap { number in
      [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number.bitPattern >> $0) }
    }
    return "taps \(taps.shape) \(String(stableHash(bytes), radix: 16))"
  }

  package var function: InterpolationFunction? { nil }
  package var fixedTaps: Tensor? { taps }

  package func sampled(
    vertical: Ratio, horizontal: Ratio, gain: KernelGain
  ) throws(UpsampleError) -> SampledKernel {
    try check()
    func axis(_ filter: Int, _ ratio: Ratio) -> ResamplingAxis {
      ResamplingAxis(
        filterExtent: filter, ratio: ratio, inputExtent: ratio.denominator,
        outputExtent: ratio.numerator)
    }
    let strides = (vertical: vertical.numerator, horizontal: horizontal.numerator)
    return SampledKernel(
      filter: gain == .normalized ? try PhaseGains(self, strides: strides).normalizing(self) : self,
      rows: axis(taps.shape[0], vertical), columns: axis(taps.shape[1], horizontal))
  }

  package func enlarging(_ picture: PictureToEnlarge) throws(UpsampleError) -> KernelStages {
    try check()
    let size = picture.size
    let strides = (size.vertical.numerator, size.horizontal.numerator)
    guard max(strides.0, strides.1) <= Self.largestStride else {
      throw .request(
        RequestFault(
          subject: "`kernel`",
          KernelFault.stride(
            max(strides.0, strides.1), horizontal: size.horizontal, vertical: size.vertical)))
    }
    let gains = PhaseGains(self, strides: strides)
    let applied = picture.gain == .normalized ? try gains.normalizing(self) : self
    return KernelStages(
      stages: [
        try WholeFilter(
          applied, channels: picture.channels,
          vertical: ResamplingAxis(
            filterExtent: taps.shape[0], ratio: size.vertical, inputExtent: picture.height,
            outputExtent: size.height),
          horizontal: ResamplingAxis(
            filterExtent: taps.shape[1], ratio: size.horizontal, inputExtent: picture.width,
            outputExtent: size.width), border: picture.border)
      ],
      warning: picture.gain == .normalized ? nil : gains.warning(depth: picture.depth))
  }

  package func roundTrip(_ picture: PictureToReturn) throws(UpsampleError) -> KernelStages {
    try check()
    try checkTakesBack(channels: picture.channels)
    let strides = picture.strides
    let applied =
      picture.gain == .normalized
      ? try PhaseGains(self, strides: strides).normalizing(self) : self
    try applied.checkHasSums()
    try applied.forward.checkHasSums()
    let back = applied.scaled(toSum: strides.vertical * strides.horizontal)
    let axes = picture.axes(rows: taps.shape[0], columns: taps.shape[1])
    let down = try WholeFilter(
      applied.forward.scaled(toSum: 1).reversed, channels: picture.channels,
      vertical: axes.down.vertical, horizontal: axes.down.horizontal, border: picture.border)
    return KernelStages(
      stages: [
        down,
        try WholeFilter(
          back, channels: down.outputChannels, vertical: axes.back.vertical,
          horizontal: axes.back.horizontal, border: picture.border),
      ],
      warning: PhaseGains(back, strides: strides).warning(depth: picture.depth))
  }
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

  /// The same taps, the last row and column first.
  fileprivate var reversed: UserFilter {
    let (scalars, places) = (taps.scalars, taps.shape[0] * taps.shape[1])
    let size = scalars.count / places
    return mapTaps { index, _ in
      let (place, channel) = index.quotientAndRemainder(dividingBy: size)
      return scalars[(places - 1 - place) * size + channel]
    }
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
          subject: "`kernel`", KernelFault.notBack(taps.shape, picture: channels)))
    }
  }

  /// Refuses taps that cancel out.
  fileprivate func checkHasSums() throws(UpsampleError) {
    let sums = outChannels.sums(of: taps)
    let magnitudes = outChannels.sums(of: mapTaps { $1.magnitude }.taps)
    guard zip(sums, magnitudes).allSatisfy({ abs($0) > 1e-6 * $1 }) else {
      throw .request(RequestFault(subject: "`kernel`", KernelFault.sumsToZero))
    }
  }
}
