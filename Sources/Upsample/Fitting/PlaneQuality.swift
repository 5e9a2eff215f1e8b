import Glibc
import UpsampleBase

/// What makes luma larger.
protocol PlaneEnlarging {
  var name: String { get }

  /// The larger plane in levels.
  func enlarge(_ small: LumaPlane, _ border: Border) -> [Float]
}

/// A square kernel that is centred on the input pixel, and what it makes of luma.
struct PlaneKernel: PlaneEnlarging {
  let name: String
  let scale: Int
  /// The taps along a side.
  let extent: Int
  let taps: [Double]

  init(_ fitted: FittedKernel) {
    name = "fitted"
    (scale, extent, taps) = (fitted.window.scale, fitted.window.extent, fitted.taps)
  }

  /// - Parameter taps: Phase by phase.
  init(phases taps: [Double], _ window: FittedWindow) {
    name = "fitted"
    (scale, extent) = (window.scale, window.extent)
    var placed = [Double](repeating: 0, count: extent * extent)
    for phase in 0..<window.phases {
      for member in window.members(ofPhase: phase) {
        placed[member.tap] = taps[phase * window.inputs + member.input]
      }
      placed[window.centre(ofPhase: phase)] = taps[phase * window.inputs + window.inputs / 2]
    }
    self.taps = placed
  }

  init(_ function: InterpolationFunction, scale: Int) {
    let axis = ResamplingAxis(
      function, ratio: Ratio(scale, 1), inputExtent: 1, outputExtent: scale)
    let weights = axis.taps(of: function).map(Double.init)
    name = function.rawValue
    (self.scale, extent) = (scale, weights.count)
    taps = weights.flatMap { row in weights.map { row * $0 } }
  }

  /// The inputs of a phase along an axis: their distances from the output's own, and taps.
  private func reached(by phase: Int) -> [(offset: Int, tap: Int)] {
    let position = phase + (extent - scale) / 2
    let (input, first) = position.quotientAndRemainder(dividingBy: scale)
    return stride(from: first, to: extent, by: scale).enumerated().map { (input - $0, $1) }
  }

  func enlarge(_ small: LumaPlane, _ border: Border) -> [Float] {
    let margin = (extent + scale) / scale
    let plane = small.bordered(by: margin, border)
    let width = small.width * scale
    var result = [Float](repeating: 0, count: small.height * scale * width)
    for phase in 0..<scale * scale {
      let terms = reached(by: phase / scale).flatMap { y in
        reached(by: phase % scale).map { x in
          (
            offset: (y.offset + margin) * plane.width + x.offset + margin,
            weight: Float(taps[y.tap * extent + x.tap]) / Float(LumaPlane.unitsPerLevel)
          )
        }
      }
      for row in 0..<small.height {
        let line = (row * scale + phase / scale) * width + phase % scale
        for column in 0..<small.width {
          var sum: Float = 0
          for term in terms {
            sum += term.weight * Float(plane.values[row * plane.width + column + term.offset])
          }
          result[line + column * scale] = sum
        }
      }
    }
    return result
  }
}

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

/// The figures of what was fitted and of the kernels that it has to beat, on pictures that
/// can be read.
func measure(
  _ fitted: [any PlaneEnlarging], _ pictures: [(name: FilePath, path: FilePath)],
  _ options: FitOptions
) -> [FitQuality] {
  let functions: [InterpolationFunction] = [.bilinear, .bicubic, .lanczos3]
  let kernels: [any PlaneEnlarging] =
    functions.map { PlaneKernel($0, scale: options.scale) } + fitted
  var sums = [[Double]](
    repeating: Array(repeating: 0, count: options.degradations.count), count: kernels.count)
  var count = 0.0
  for picture in pictures {
    guard let pair = try? pairs(picture.path, named: picture.name, options) else { continue }
    count += 1
    let wanted = pair.large.luma
    for (course, small) in pair.small.enumerated() {
      let luma = small.luma
      for (index, kernel) in kernels.enumerated() {
        sums[index][course] += PlaneQuality.psnr(
          kernel.enlarge(luma, options.border), wanted, shaving: options.scale)
      }
    }
  }
  return zip(kernels, sums).map { kernel, sums in
    FitQuality(kernel: kernel.name, psnr: sums.map { $0 / count })
  }
}
