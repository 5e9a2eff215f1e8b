import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

@Suite struct StripRunnerTests {
  static let layouts = [
    ImageLayout(width: 13, height: 9, channels: 3, depth: .eight),
    ImageLayout(width: 1, height: 1, channels: 1, depth: .eight),
    ImageLayout(width: 1, height: 7, channels: 4, depth: .sixteen),
    ImageLayout(width: 6, height: 1, channels: 2, depth: .sixteen),
  ]

  static let scales: [(Ratio, Ratio)] = [
    (2, 2), (3, 4), (Ratio(3, 2), Ratio(7, 5)), (1, 5), (Ratio(1000, 999), Ratio(17, 16)),
  ]

  @Test(arguments: InterpolationFunction.allCases, Border.allCases)
  func interpolatesAsDefined(_ function: InterpolationFunction, border: Border) throws {
    for (seed, layout) in Self.layouts.enumerated() {
      for (horizontal, vertical) in Self.scales {
        let image = MemoryImage(noise: layout, seed: UInt64(seed))
        let magnification = Magnification.scale(width: horizontal, height: vertical)
        let result = try resample(image, .interpolation(function), magnification, border)
        let expected = referenceInterpolation(
          image, function, horizontal: horizontal, vertical: vertical,
          width: result.layout.width, height: result.layout.height, border: border)
        let maximum = Double(layout.depth.maximum)
        for (index, sample) in result.samples.enumerated() {
          let exact = min(max(expected[index].value, 0), maximum)
          let tolerance = 0.5 + maximum * 2e-7 / expected[index].share
          try #require(
            abs(Double(sample) - exact) <= tolerance,
            "\(function) \(border) \(layout) \(horizontal)x\(vertical) at \(index): \(sample), not \(exact)"
          )
        }
      }
    }
  }

  @Test(arguments: [Kernel.interpolation(.lanczos3), .filter(.depthwise(taps))], Border.allCases)
  func dependsOnThePictureAlone(_ kernel: Kernel, border: Border) throws {
    let layout = ImageLayout(width: 11, height: 23, channels: 3, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 5)
    let magnification = Magnification.scale(width: 2, height: Ratio(5, 2))
    let once = try resample(image, kernel, magnification, border, segmentRows: 1000)
    for segmentRows in [1, 2, 3, 7, 16] {
      for segmentsPerStrip in [1, 3] {
        for jobs in [1, 2, 7] {
          let again = try resample(
            image, kernel, magnification, border, segmentRows: segmentRows,
            segmentsPerStrip: segmentsPerStrip, jobs: jobs)
          #expect(again == once, "\(segmentRows) rows, \(segmentsPerStrip) segments, \(jobs) jobs")
        }
      }
    }
  }

  static let taps = Tensor(
    shape: [5, 3], scalars: (0..<15).map { Float($0 * $0 % 7) / 16 })

  @Test func keepsConstantPicturesConstant() throws {
    for function in InterpolationFunction.allCases {
      for (horizontal, vertical) in Self.scales {
        let layout = ImageLayout(width: 5, height: 4, channels: 3, depth: .sixteen)
        let image = MemoryImage(
          layout: layout, samples: Array(repeating: 54321, count: layout.height * layout.rowSamples)
        )
        let result = try resample(
          image, .interpolation(function), .scale(width: horizontal, height: vertical), .replicate)
        #expect(result.samples.allSatisfy { $0 == 54321 }, "\(function) \(horizontal)x\(vertical)")
      }
    }
  }

  @Test func narrowsSixteenBitsToEight() throws {
    let layout = ImageLayout(width: 3, height: 1, channels: 1, depth: .sixteen)
    let image = MemoryImage(layout: layout, samples: [0, 65535, 32896])
    let result = try resample(
      image, .interpolation(.nearest), .scale(width: 1, height: 1), .replicate, depth: .eight)
    #expect(result.samples == [0, 255, 128])
  }
}

/// Runs a picture through strips in memory.
func resample(
  _ image: MemoryImage, _ kernel: Kernel, _ magnification: Magnification, _ border: Border,
  in space: WorkingSpace? = nil, depth: ImageLayout.Depth? = nil, segmentRows: Int = 4,
  segmentsPerStrip: Int = 1, jobs: Int = 2
) throws -> MemoryImage {
  let picture = try PictureChain(
    kernel, of: image.layout, in: space, by: magnification, border: border,
    depth: depth ?? image.layout.depth)
  return try run(
    image, through: picture, segmentRows: segmentRows, segmentsPerStrip: segmentsPerStrip,
    jobs: jobs)
}
