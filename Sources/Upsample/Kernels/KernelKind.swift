import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// What a kind of kernel answers to those who ask what is done with it.
///
/// A kind is one file that conforms to it, a case of ``Kernel`` and its type in
/// ``Kernel/kinds``.
package protocol KernelKind: Sendable {
  /// The largest stride of a round trip along either axis.
  static var largestStride: Int { get }

  /// The names of kernels of the kind, in lowercase.
  static var names: [String] { get }
  /// What the names of files end in that hold kernels of the kind, in lowercase.
  static var fileExtensions: [String] { get }

  /// The kernel of one of ``names``, or that of a file whose name ends in one of
  /// ``fileExtensions``.
  static func kernel(named name: FilePath) throws(UpsampleError) -> Kernel

  /// The kernel in words that are the same in every process; another kernel has others.
  var record: String { get }
  /// The function whose samples are the taps, if that is what they are.
  var function: InterpolationFunction? { get }
  /// The taps that are the same at every scale, if they are.
  var fixedTaps: Tensor? { get }

  /// The taps at the strides of a scale, as one filter.
  ///
  /// - Parameter gain: What becomes of a filter whose phases do not sum to 1.
  /// - Throws: ``UpsampleError/request(_:)`` for a scale that asks for too many taps, for
  ///   taps that are no filter's, and for a phase that can't be normalised;
  ///   ``UpsampleError/limit(_:)`` for a filter that is too large.
  func sampled(
    vertical: Ratio, horizontal: Ratio, gain: KernelGain
  ) throws(UpsampleError) -> SampledKernel

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

/// The taps of a kernel at a scale.
package struct SampledKernel {
  package let filter: UserFilter
  /// The axes along the height and the width, with an output for each phase.
  package let rows: ResamplingAxis
  package let columns: ResamplingAxis
}

/// What a kernel does to a picture.
package struct KernelStages {
  let stages: [any Stage]
  /// What will be seen of the kernel beyond interpolation, for people to read.
  var warning: String?
  /// How the scale is reached, if not by the kernel alone, for people to read.
  var note: String?
}

/// What a kernel has to know of a picture that becomes larger.
package struct PictureToEnlarge {
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
package struct PictureToReturn {
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
