import CKernels
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

/// Tolerance and smoothed edges against what pixelmatch counts of the same pictures, which
/// `make_goldens.py` draws, too.
@Suite struct PixelmatchTests {
  private static let thresholds = [0, 0.01, 0.05, 0.1, 0.3]

  @Test(arguments: pixelmatchGoldens.indices, [ImageLayout.Depth.eight, .sixteen])
  func countsArePixelmatchs(golden: Int, depth: ImageLayout.Depth) throws {
    let (kind, width, height, counts) = pixelmatchGoldens[golden]
    let pair = (0...1).map { picture(kind, width, height, side: $0, depth) }
    for (index, count) in counts.enumerated() {
      let rules = rules(Self.thresholds[index / 2], index % 2 == 0 ? .counted : .ignored)
      let found = try difference(pair, rules)
      #expect(found.differingPixels == count, "\(rules)")
    }
  }

  @Test func countsDependNeitherOnBandsNorOnJobs() throws {
    let pair = (0...1).map { picture(4, 40, 30, side: $0, .eight) }
    let rules = rules(0.05, .ignored)
    let whole = try difference(pair, rules)
    #expect(whole.differingPixels == 505 && whole.antialiasedPixels == 91)
    for rows in [1, 2, 3, 7, 25, 26, 29, 30] {
      for jobs in [1, 3] {
        #expect(try difference(pair, rules, rows: rows, jobs: jobs) == whole, "\(rows) rows")
      }
    }
  }

  /// Gray is compared as three equal channels, and no alpha as an opaque one.
  @Test func theCommonLayoutMakesNoDifference() throws {
    func levels(_ side: Int) -> [UInt16] {
      (0..<1200).map { UInt16(pixel(1, $0 % 40, $0 / 40, side: side)[0]) }
    }
    let counts = try (1...4).map { channels in
      let layout = ImageLayout(width: 40, height: 30, channels: channels, depth: .eight)
      let pair = (0...1).map { side in
        MemoryImage(
          layout: layout,
          samples: levels(side).flatMap { level in
            (0..<channels).map { layout.hasAlpha && $0 == channels - 1 ? 255 : level }
          })
      }
      return try difference(pair, rules(0.02, .ignored)).differingPixels
    }
    #expect(Set(counts).count == 1 && counts[0] > 100, "\(counts)")
  }

  /// The figures of the worst place and of pixels are of those that differ, the means of all.
  @Test func withinTheToleranceNoPixelDiffersAndTheMeansRemain() throws {
    let layout = ImageLayout(width: 20, height: 20, channels: 1, depth: .eight)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 200, count: 400))
    var other = one
    other.samples[5] = 203
    other.samples[47] = 180
    other.samples[50] = 100
    let found = try difference([one, other], rules(0.1, .counted))
    #expect(found.differingPixels == 1 && found.maximum == 100)
    #expect(found.worst == ImageDifference.Place(row: 2, column: 10))
    #expect(found.mean == 123.0 / 400)
    #expect(!found.areIdentical)
    let none = try difference([one, other], rules(1, .counted))
    #expect(none.differingPixels == 0 && none.maximum == 0 && none.worst == nil)
    #expect(none.mean == found.mean && none.psnr == found.psnr && none.ssim == found.ssim)
    #expect(!none.areIdentical)
  }

  /// A step of one level of 16 bits is below every tolerance, and a difference nevertheless.
  @Test func aLevelOfSixteenBitsIsADifference() throws {
    let layout = ImageLayout(width: 3, height: 1, channels: 3, depth: .sixteen)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 30_000, count: 9))
    var other = one
    other.samples[4] += 1
    let exact = try difference([one, other], PixelRules())
    #expect(exact.differingPixels == 1 && !exact.areIdentical)
    let tolerant = try difference([one, other], rules(0.001, .counted))
    #expect(tolerant.differingPixels == 0 && !tolerant.areIdentical)
  }

  /// With every set of instructions the kernel decides as the plain formula does, which
  /// transparent pixels follow.
  @Test(arguments: [0.001, 0.01, 0.1, 0.4], [ImageLayout.Depth.eight, .sixteen])
  func kernelsDecideAsTheFormula(tolerance: Double, depth: ImageLayout.Depth) {
    let layout = ImageLayout(width: 997, height: 1, channels: 3, depth: depth)
    let one = MemoryImage(noise: layout, seed: 8)
    let far = MemoryImage(noise: layout, seed: 9)
    let near = zip(one.samples, far.samples).map { $0 / 32 * 31 + $1 / 32 }
    let distance = ColourDistance(tolerance: tolerance, depth, .sRGB)
    for samples in [far.samples, near] {
      let planes = [one.samples, samples].map { samples in
        (0..<3).flatMap { channel in
          stride(from: channel, to: samples.count, by: 3).map { samples[$0] }
        }
      }
      func pixel(_ picture: Int, _ index: Int) -> PixelSamples {
        PixelSamples(
          red: planes[picture][index], green: planes[picture][997 + index],
          blue: planes[picture][2 * 997 + index], alpha: UInt16(depth.maximum))
      }
      let expected = (0..<997).map { index -> UInt8 in
        distance.isExceeded(by: pixel(0, index), pixel(1, index), number: index) ? 1 : 0
      }
      for instructions in machineInstructions {
        let found = planes[0].withUnsafeBufferPointer { a in
          planes[1].withUnsafeBufferPointer { b in
            let lines = [a, b].map { plane in
              let first = plane.baseAddress!
              return (red: first, green: first + 997, blue: first + 2 * 997)
            }
            return distance.excesses(lines[0], lines[1], count: 997, instructions)
          }
        }
        #expect(found == expected, "\(instructions)")
      }
    }
  }

  private func rules(_ tolerance: Double, _ antialiasing: AntialiasingPolicy) -> PixelRules {
    var rules = PixelRules()
    rules.tolerance = tolerance
    rules.antialiasing = antialiasing
    return rules
  }

  private func difference(
    _ pair: [MemoryImage], _ rules: PixelRules, rows: Int? = nil, jobs: Int = 1
  ) throws -> ImageDifference {
    var options = ComparisonOptions()
    options.rules = rules
    options.jobs = jobs
    return try ImageDifference(
      MemorySource(pair[0]), MemorySource(pair[1]), options: options, bandRows: rows)
  }
}

private func picture(
  _ kind: Int, _ width: Int, _ height: Int, side: Int, _ depth: ImageLayout.Depth
) -> MemoryImage {
  let factor = UInt16(depth.maximum / 255)
  let samples = (0..<height).flatMap { y in
    (0..<width).flatMap { x in pixel(kind, x, y, side: side).map { UInt16($0) * factor } }
  }
  return MemoryImage(
    layout: ImageLayout(width: width, height: height, channels: 4, depth: depth),
    samples: samples)
}

/// A pixel of the first picture of a pair, or of the second one.
private func pixel(_ kind: Int, _ x: Int, _ y: Int, side: Int) -> [Int] {
  let chance = noise(UInt32(kind * 1_000_003 + y * 4099 + x))
  let distance = abs(7 * x + 4 * y - 97 - 5 * side)
  let cover = max(0, min(255, (60 - distance) * 16))
  switch kind {
  case 0: return [255 - cover, 255 - cover / 2, 255, 255]
  case 1:
    return [chance & 255, chance >> 8 & 255, chance >> 16 & 255].map {
      min(255, $0 + side * ((chance >> 24) % 24))
    } + [255]
  case 2: return [chance & 127, 200, cover / 3 + 20 * side, cover]
  case 3: return [chance & 15 + side * (chance >> 8 & 7), chance >> 4 & 15, 0, 255]
  default:
    let level = (x / 3 + y / 3) % 2 == 1 ? 255 : 128
    return [level, level, 90, 255 - side * 40 * (chance & 1)]
  }
}

/// A number that looks like chance.
private func noise(_ seed: UInt32) -> Int {
  var n = seed &* 0x9E37_79B1
  n = (n ^ (n >> 15)) &* 0x85EB_CA6B
  return Int(n ^ (n >> 13))
}
