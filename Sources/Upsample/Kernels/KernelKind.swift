import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// What a kind of kernel answers to those who ask what is done with it.
protocol KernelKind: Sendable {
  /// The largest stride of either axis that it takes.
  static var largestStride: Int { get }

  /// The stage that makes a picture larger.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a scale or channels that it does not fit.
  func enlarging(_ picture: PictureToEnlarge) throws(UpsampleError) -> KernelStages

  /// The forward convolution that makes a picture smaller, and the transposed one that
  /// leads back to its size.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for channels that it does not fit, and for taps
  ///   by which nothing can be undone.
  func roundTrip(_ picture: PictureToReturn) throws(UpsampleError) -> KernelStages
}

extension Kernel {
  /// What answers for the kernel.
  var kind: any KernelKind {
    switch self {
    case .interpolation(let function): function
    case .filter(let filter): filter
    }
  }
}

/// What a kernel does to a picture.
struct KernelStages {
  let stages: [any Stage]
  /// What will be seen of the kernel beyond interpolation, for people to read.
  var warning: String?
}

/// What a kernel has to know of a picture that becomes larger.
struct PictureToEnlarge {
  /// The extents before, in pixels.
  let width: Int
  let height: Int
  /// The ratios and the extents after.
  let size: Magnification.Resolved
  /// The channels of the numbers that are convolved.
  let channels: Int
  /// The depth whose units those have.
  let depth: ImageLayout.Depth
  let border: Border
  /// What becomes of a filter whose phases do not sum to 1.
  let gain: KernelGain
}

/// What a kernel has to know of a picture that becomes smaller, and larger again.
struct PictureToReturn {
  /// The extents, in pixels.
  let width: Int
  let height: Int
  /// The strides both ways.
  let strides: (vertical: Int, horizontal: Int)
  /// The channels of the numbers that are convolved.
  let channels: Int
  /// The depth whose units those have.
  let depth: ImageLayout.Depth
  let border: Border
  /// What becomes of a filter whose phases do not sum to 1.
  let gain: KernelGain

  /// The axes of both ways for a filter of so many taps.
  func axes(rows: Int, columns: Int) -> (
    down: (vertical: ResamplingAxis, horizontal: ResamplingAxis),
    back: (vertical: ResamplingAxis, horizontal: ResamplingAxis)
  ) {
    let vertical = ConvolutionAxis(filter: rows, stride: strides.vertical, dilation: 1)
    let horizontal = ConvolutionAxis(filter: columns, stride: strides.horizontal, dilation: 1)
    return (
      (
        ResamplingAxis(forward: vertical, inputExtent: height, padding: .same),
        ResamplingAxis(forward: horizontal, inputExtent: width, padding: .same)
      ),
      (
        ResamplingAxis(transposed: vertical, outputExtent: height),
        ResamplingAxis(transposed: horizontal, outputExtent: width)
      )
    )
  }
}
