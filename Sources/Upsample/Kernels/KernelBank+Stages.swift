import UpsampleBase
import UpsampleTensors

extension KernelBank: KernelKind {
  package static let largestStride = scales.upperBound
  package static let names: [String] = []
  package static let fileExtensions = ["bank"]

  package static func kernel(named name: FilePath) throws(UpsampleError) -> Kernel {
    .bank(try KernelBank(file: name))
  }

  package var record: String { "bank \(String(stableHash(BankFile.bytes(of: self)), radix: 16))" }
  package var function: InterpolationFunction? { nil }
  package var fixedTaps: Tensor? { leafCount == 1 ? filter(ofLeaf: 0).taps : nil }

  package func sampled(
    vertical: Ratio, horizontal: Ratio, gain: KernelGain
  ) throws(UpsampleError) -> SampledKernel {
    try onlyFilter().sampled(vertical: vertical, horizontal: horizontal, gain: gain)
  }

  package func roundTrip(_ picture: PictureToReturn) throws(UpsampleError) -> KernelStages {
    try onlyFilter().roundTrip(picture)
  }

  /// The bank's own scale, and what leads from there to the one that is asked for.
  package func enlarging(_ picture: PictureToEnlarge) -> KernelStages {
    let size = picture.size
    let function = InterpolationFunction.bicubic
    guard size.vertical != 1 || size.horizontal != 1 else { return function.enlarging(picture) }
    let (height, width) = (scale * picture.height, scale * picture.width)
    let stage = BankStage(
      ArrangedBank(self), height: picture.height, width: picture.width,
      channels: picture.channels, white: Float(picture.depth.maximum), border: picture.border)
    let own = Ratio(scale, 1)
    guard size.vertical != own || size.horizontal != own else {
      return KernelStages(stages: [stage])
    }
    func axis(_ ratio: Ratio, from input: Int, to output: Int) -> ResamplingAxis {
      ResamplingAxis(
        function, ratio: Ratio(ratio.numerator, ratio.denominator * scale), inputExtent: input,
        outputExtent: output)
    }
    return KernelStages(
      stages: [
        stage,
        SeparableFilter(
          rows: .sampled(function), columns: .sampled(function),
          vertical: axis(size.vertical, from: height, to: size.height),
          horizontal: axis(size.horizontal, from: width, to: size.width),
          channels: picture.channels, border: picture.border),
      ],
      note: "the bank makes \(scale) times the size, and \(function) leads from there to "
        + "\(size.width)x\(size.height)")
  }
}

// MARK: Filters

extension KernelBank {
  /// A kernel as the filter of a transposed convolution, whose stride is the bank's scale.
  ///
  /// The tap by which an input pixel reaches a phase lies as many strides before it in the
  /// filter as the pixel lies after it in the window.
  package func filter(ofLeaf leaf: Int) -> UserFilter {
    let side = scale * taps
    let first = leaf * leafTaps
    let scalars = (0..<side * side).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: side)
      let phase = row % scale * scale + column % scale
      let place = (taps - 1 - row / scale) * taps + taps - 1 - column / scale
      return leaves[first + phase * taps * taps + place]
    }
    return .depthwise(Tensor(shape: [side, side], scalars: scalars))
  }

  /// The filter of a bank of one kernel.
  private func onlyFilter() throws(UpsampleError) -> UserFilter {
    guard leafCount == 1 else {
      throw .request(RequestFault(subject: "`kernel`", KernelFault.severalFilters(leafCount)))
    }
    return filter(ofLeaf: 0)
  }
}
