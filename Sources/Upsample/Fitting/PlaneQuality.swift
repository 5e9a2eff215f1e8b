import Glibc
import UpsampleBase
import UpsampleTensors

/// The figures by which enlarged luma is compared with that of the picture.
enum PlaneQuality {
  /// The studio range's share of the code values'.
  static let studio = 219.0 / 255

  static func decibels(meanSquare: Double) -> Double { 10 * log10(255 * 255 / meanSquare) }

  /// The PSNR of luma, both rounded to 8 bits of the studio range.
  static func psnr(_ made: [Float], _ wanted: LumaPlane, shaving: Int) -> Double {
    var (sum, count) = (0.0, 0)
    for row in shaving..<max(shaving, wanted.height - shaving) {
      for column in shaving..<max(shaving, wanted.width - shaving) {
        let index = row * wanted.width + column
        let want = Double(wanted.values[index]) / Double(LumaPlane.unitsPerLevel)
        let difference = rounded(Double(made[index])) - rounded(want)
        sum += difference * difference
        count += 1
      }
    }
    return decibels(meanSquare: sum / Double(max(1, count)))
  }

  private static func rounded(_ level: Double) -> Double {
    (16 + studio * min(max(level, 0), 255)).rounded(.toNearestOrEven)
  }
}

/// How well a kernel makes pictures of their reductions again.
public struct FitQuality: Hashable, Sendable {
  /// The kernel's name; `fitted` is the one that was fitted.
  public let kernel: String
  /// For each degradation, or for the inputs that there were, the mean PSNR of Y in
  /// decibels: BT.601's studio range, rounded to 8 bits, `scale` pixels along the edges left
  /// out.
  public let psnr: [Double]
}

/// The figures of a fitted kernel and of those that it has to beat.
///
/// - Parameters:
///   - taps: As ``KernelFit/taps``.
///   - images: The images to measure on, which were held back from the fit.
///   - options: Those of the fit.
///   - failed: Called for each image that is left out, one at a time.
/// - Returns: Those of bilinear, bicubic, Lanczos 3 and the kernel; nothing where no image
///   could be measured on.
public func measureFit(
  _ taps: Tensor, on images: [FitImage], options: FitOptions,
  failed: @escaping (UpsampleError) -> Void = { _ in }
) -> [FitQuality] {
  measure([PlaneKernel(taps, scale: options.scale)], images, options, failed: failed)
}

/// The figures of what was fitted and of the kernels that it has to beat.
func measure(
  _ fitted: [any PlaneEnlarging], _ images: [FitImage], _ options: FitOptions,
  failed: @escaping (UpsampleError) -> Void
) -> [FitQuality] {
  let functions: [InterpolationFunction] = [.bilinear, .bicubic, .lanczos3]
  let kernels: [any PlaneEnlarging] =
    functions.map { PlaneKernel($0, scale: options.scale) } + fitted
  var figures = [[[Double]]?](repeating: nil, count: images.count)
  workOn(
    images, jobs: options.jobs,
    work: { (image) throws(UpsampleError) in try image.decibels(of: kernels, options) },
    done: { number, result in
      switch result {
      case .success(let decibels): figures[number] = decibels
      case .failure(let error): failed(error)
      }
    })
  let measured = figures.compactMap { $0 }
  guard let first = measured.first else { return [] }
  return kernels.indices.map { kernel in
    FitQuality(
      kernel: kernels[kernel].name,
      psnr: first[kernel].indices.map { input in
        measured.reduce(0) { $0 + $1[kernel][input] } / Double(measured.count)
      })
  }
}

extension FitImage {
  /// The PSNR of each kernel on each input.
  fileprivate func decibels(
    of kernels: [any PlaneEnlarging], _ options: FitOptions
  ) throws(UpsampleError) -> [[Double]] {
    let (large, small) = try pair(options)
    let (wanted, inputs) = (large.luma, small.map(\.luma))
    return try kernels.map { kernel throws(UpsampleError) in
      try inputs.map { input throws(UpsampleError) in
        PlaneQuality.psnr(
          try kernel.enlarge(input, options.border), wanted, shaving: options.scale)
      }
    }
  }
}
