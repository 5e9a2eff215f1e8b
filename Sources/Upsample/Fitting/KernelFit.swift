import UpsampleBase
import UpsampleTensors

/// What came of fitting a kernel.
public struct KernelFit: Sendable {
  /// The taps as the filter of a transposed convolution whose stride is the scale; those
  /// of each phase sum to 1.
  public let taps: Tensor
  /// The pictures that were fitted to.
  public let images: Int
  /// The inputs that were fitted to, each as often as it counts.
  public let samples: Int
}

/// Fits a kernel by least squares.
///
/// Each picture is the wanted output of its own reductions, or of an input of its own. The
/// result depends on the pictures and the options alone: neither on their order nor on the
/// number of threads. ``FitState`` does the same step by step.
///
/// - Parameters:
///   - images: What to fit to.
///   - options: How.
///   - failed: Called for each picture that is left out, one at a time.
/// - Throws: ``UpsampleError/request(_:)`` for options beyond their ranges, and where no
///   picture can be fitted to.
public func fitKernel(
  to images: [FitImage], options: FitOptions,
  failed: @escaping (UpsampleError) -> Void = { _ in }
) throws(UpsampleError) -> KernelFit {
  var state = try FitState(options)
  try state.add(images, options, failed: failed)
  return try state.fit(options.solving)
}
