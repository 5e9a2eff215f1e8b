import UpsampleBase
import UpsampleTensors

extension LearnedKernel: KernelKind {
  package static let largestStride = scales.upperBound
  package static let fileExtensions: [String] = []
  package static var names: [String] { allCases.map(\.rawValue) }

  package static func kernel(named name: FilePath) -> Kernel {
    .learned(LearnedKernel(rawValue: String(decoding: name.bytes, as: UTF8.self).lowercased())!)
  }

  /// Kernels that were fitted anew are others.
  package var record: String {
    ([rawValue] + Self.scales.map { bank(scale: $0).record }).joined(separator: " ")
  }
  package var function: InterpolationFunction? { nil }
  package var fixedTaps: Tensor? { nil }

  package func sampled(
    vertical: Ratio, horizontal: Ratio, gain: KernelGain
  ) throws(UpsampleError) -> SampledKernel {
    guard vertical.denominator == 1, horizontal.denominator == 1 else {
      throw fault(horizontal: horizontal, vertical: vertical)
    }
    return try bank(strides: vertical.numerator, horizontal.numerator).sampled(
      vertical: vertical, horizontal: horizontal, gain: gain)
  }

  package func enlarging(_ picture: PictureToEnlarge) -> KernelStages {
    bank(reaching: picture.size.vertical, picture.size.horizontal).enlarging(picture)
  }

  package func roundTrip(_ picture: PictureToReturn) throws(UpsampleError) -> KernelStages {
    try bank(strides: picture.strides.vertical, picture.strides.horizontal).roundTrip(picture)
  }

  /// The kernels whose scale is that of both strides.
  private func bank(strides vertical: Int, _ horizontal: Int) throws(UpsampleError) -> KernelBank {
    guard vertical == horizontal, Self.scales.contains(vertical) else {
      throw fault(horizontal: Ratio(horizontal, 1), vertical: Ratio(vertical, 1))
    }
    return bank(scale: vertical)
  }

  private func fault(horizontal: Ratio, vertical: Ratio) -> UpsampleError {
    .request(
      RequestFault(
        subject: "`scale`",
        KernelFault.learnedScale(self, horizontal: horizontal, vertical: vertical)))
  }
}
