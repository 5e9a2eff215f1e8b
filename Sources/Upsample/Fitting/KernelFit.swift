import UpsampleBase
import UpsampleImages
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
  /// The figures of the pictures that were held back, if there were any.
  public let quality: [FitQuality]
}

/// How well a kernel makes pictures of their reductions again.
public struct FitQuality: Hashable, Sendable {
  /// The kernel's name; `fitted` is the one that was fitted.
  public let kernel: String
  /// For each degradation the mean PSNR of Y in decibels: BT.601's studio range, rounded
  /// to 8 bits, `scale` pixels along the edges left out.
  public let psnr: [Double]
}

/// Fits a kernel by least squares.
///
/// Each picture is the wanted output of its own reductions. The result depends on the
/// pictures and the options alone: neither on their order nor on the number of threads.
///
/// - Parameters:
///   - pictures: The files to fit to, each with the name by which its noise is drawn.
///   - heldBack: The files by which the result is measured.
///   - failed: Called for each picture that is left out, one at a time.
///   - progress: Called after each picture with the number of those that are done, one at
///     a time, and with the PSNR on the pictures held back, if there are any.
/// - Throws: ``UpsampleError/request(_:)`` for options beyond their ranges, and where no
///   picture can be fitted to.
public func fitKernel(
  to pictures: [(name: FilePath, path: FilePath)], heldBack: [(name: FilePath, path: FilePath)],
  options: FitOptions, failed: @escaping (UpsampleError) -> Void = { _ in },
  progress: @escaping (_ done: Int, _ psnr: Double?) -> Void = { _, _ in }
) throws(UpsampleError) -> KernelFit {
  try options.check()
  let checking = SummedPictures(heldBack, options)
  checking.run(failed: failed) { _, _ in }
  let fitting = SummedPictures(pictures, options)
  fitting.run(failed: failed) { done, sums in
    let isSummed = checking.sums.samples > 0 && sums.samples > 0
    progress(done, isSummed ? fitted(sums, options).decibels(on: checking.sums) : nil)
  }
  guard fitting.sums.samples > 0 else { throw .fit(.nothingSummed(pictures.count)) }
  let kernel = fitted(fitting.sums, options)
  return KernelFit(
    taps: kernel.tensor, images: fitting.summed, samples: Int(fitting.sums.samples),
    quality: checking.summed > 0 ? measure([PlaneKernel(kernel)], heldBack, options) : [])
}

private func fitted(_ sums: NormalSums, _ options: FitOptions) -> FittedKernel {
  let window = options.window
  return FittedKernel(
    options.keepsSymmetries ? sums.symmetric(window.symmetries) : sums, window,
    ridge: options.ridge)
}

extension FittedKernel {
  /// The PSNR on samples, without rounding, in the studio range.
  fileprivate func decibels(on sums: NormalSums) -> Double {
    PlaneQuality.decibels(meanSquare: meanSquare(sums) * PlaneQuality.studio * PlaneQuality.studio)
  }
}

/// Pictures on their way into sums.
private final class SummedPictures {
  private let pictures: [(name: FilePath, path: FilePath)]
  private let options: FitOptions
  private(set) var sums: NormalSums
  private(set) var summed = 0

  init(_ pictures: [(name: FilePath, path: FilePath)], _ options: FitOptions) {
    self.pictures = pictures
    self.options = options
    sums = NormalSums(columns: options.window.columns)
  }

  func run(
    failed: @escaping (UpsampleError) -> Void, _ progress: @escaping (Int, NormalSums) -> Void
  ) {
    var done = 0
    let options = options
    workOn(
      pictures, jobs: options.jobs,
      work: { (picture) throws(UpsampleError) in
        try pictureSums(picture.path, named: picture.name, options)
      },
      done: { [self] _, result in
        done += 1
        switch result {
        case .success(let part):
          sums += part
          summed += 1
        case .failure(let error): failed(error)
        }
        progress(done, sums)
      })
  }
}

/// The small pictures of a picture, and the picture as far as they show it.
func pairs(
  _ path: FilePath, named name: FilePath, _ options: FitOptions
) throws(UpsampleError) -> (large: FittingPicture, small: [FittingPicture]) {
  guard
    let large = try FittingPicture(path, options.reading)
      .cropped(toMultiplesOf: options.scale)
  else {
    throw .file(FileDefect(name: "\(path)", FitFault.tooSmall(scale: options.scale)))
  }
  var small: [FittingPicture] = []
  for degradation in options.degradations {
    small.append(
      try degradation.apply(to: large, scale: options.scale, seed: stableHash(name.bytes)))
  }
  return (large, small)
}

/// The sums of all samples of a picture.
private func pictureSums(
  _ path: FilePath, named name: FilePath, _ options: FitOptions
) throws(UpsampleError) -> NormalSums {
  let (large, small) = try pairs(path, named: name, options)
  let target = large.luma
  var sums = NormalSums(columns: options.window.columns)
  for (picture, degradation) in zip(small, options.degradations) {
    sums.add(
      picture.luma, target, options.window, options.border, weight: Int64(degradation.weight))
  }
  return sums
}

extension NormalSums {
  /// Adds a sample for each pixel of a small picture.
  mutating func add(
    _ small: LumaPlane, _ large: LumaPlane, _ window: FittedWindow, _ border: Border,
    weight: Int64
  ) {
    let radius = window.radius
    let plane = small.bordered(by: radius, border)
    var block = SampleBlock(columns: window.columns)
    let step = SampleBlock.capacity
    plane.values.withUnsafeBufferPointer { inputs in
      large.values.withUnsafeBufferPointer { outputs in
        for row in 0..<small.height {
          for column in 0..<small.width {
            let corner = row * plane.width + column
            let centre = inputs[corner + radius * plane.width + radius]
            block.add(to: &self, weight: weight) { sample in
              var place = sample
              for y in 0..<window.side {
                let line = corner + y * plane.width
                for x in 0..<window.side {
                  place.pointee = inputs[line + x] - centre
                  place += step
                }
              }
              for y in 0..<window.scale {
                let line = (row * window.scale + y) * large.width + column * window.scale
                for x in 0..<window.scale {
                  place.pointee = outputs[line + x] - centre
                  place += step
                }
              }
            }
          }
        }
      }
    }
    block.flush(to: &self, weight: weight)
  }
}
