import UpsampleBase
import UpsampleTensors

extension InterpolationFunction: KernelKind {
  package static let largestStride = 1 << 16
  package static let fileExtensions: [String] = []
  package static var names: [String] { allCases.map(\.rawValue) }

  package static func kernel(named name: FilePath) -> Kernel {
    .interpolation(
      InterpolationFunction(
        rawValue: String(decoding: name.bytes, as: UTF8.self).lowercased())!)
  }

  package var record: String { rawValue }
  package var function: InterpolationFunction? { self }
  package var fixedTaps: Tensor? { nil }

  package func sampled(
    vertical: Ratio, horizontal: Ratio, gain: KernelGain
  ) throws(UpsampleError) -> SampledKernel {
    func axis(_ ratio: Ratio) -> ResamplingAxis {
      ResamplingAxis(
        self, ratio: ratio, inputExtent: ratio.denominator, outputExtent: ratio.numerator)
    }
    let (rows, columns) = (axis(vertical), axis(horizontal))
    let shape: Shape = [rows.filterExtent, columns.filterExtent]
    guard shape.scalarCount! <= Kernel.largestFilter else {
      throw .request(
        RequestFault(
          subject: "`scale`",
          KernelFault.taps(self, rows: rows.filterExtent, columns: columns.filterExtent)))
    }
    let row = columns.taps(of: self)
    let taps = rows.taps(of: self).flatMap { tap in row.map { tap * $0 } }
    return SampledKernel(
      filter: .depthwise(Tensor(shape: shape, scalars: taps)), rows: rows, columns: columns)
  }

  package func enlarging(_ picture: PictureToEnlarge) -> KernelStages {
    let size = picture.size
    return KernelStages(
      stages: [
        SeparableFilter(
          rows: .sampled(self), columns: .sampled(self),
          vertical: ResamplingAxis(
            self, ratio: size.vertical, inputExtent: picture.height, outputExtent: size.height),
          horizontal: ResamplingAxis(
            self, ratio: size.horizontal, inputExtent: picture.width, outputExtent: size.width),
          channels: picture.channels, border: picture.border)
      ])
  }

  package func roundTrip(_ picture: PictureToReturn) -> KernelStages {
    let strides = picture.strides
    let (rows, columns) = (taps(stride: strides.vertical), taps(stride: strides.horizontal))
    let axes = picture.axes(rows: rows.count, columns: columns.count)
    return KernelStages(
      stages: [
        SeparableFilter(
          rows: .taps(scaled(rows, toSum: 1).reversed()),
          columns: .taps(scaled(columns, toSum: 1).reversed()),
          vertical: axes.down.vertical, horizontal: axes.down.horizontal,
          channels: picture.channels, border: picture.border),
        SeparableFilter(
          rows: .taps(scaled(rows, toSum: strides.vertical)),
          columns: .taps(scaled(columns, toSum: strides.horizontal)),
          vertical: axes.back.vertical, horizontal: axes.back.horizontal,
          channels: picture.channels, border: picture.border),
      ])
  }

  /// The taps at a whole stride.
  private func taps(stride: Int) -> [Float] {
    ResamplingAxis(self, ratio: Ratio(stride, 1), inputExtent: 1, outputExtent: stride)
      .taps(of: self)
  }
}

private func scaled(_ taps: [Float], toSum total: Int) -> [Float] {
  let sum = taps.reduce(0.0) { $0 + Double($1) }
  return taps.map { Float(Double($0) * Double(total) / sum) }
}
