import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct PerceptualMeasuresTests {
  /// Half a unit of what a score is told with.
  @Test(arguments: PerceptualGolden.all)
  func theSimilarityIsThatOfItsAuthorsProgram(golden: PerceptualGolden) throws {
    let found = try #require(try golden.difference([.ssimulacra2]).ssimulacra2)
    #expect(abs(found - golden.ssimulacra2) < 1e-4, "\(found), not \(golden.ssimulacra2)")
  }

  @Test(arguments: PerceptualGolden.all)
  func flipIsThatOfItsAuthorsProgram(golden: PerceptualGolden) throws {
    let found = try #require(try golden.difference([.flip]).flip)
    #expect(abs(found - golden.flip) < 2e-5, "\(found), not \(golden.flip)")
  }

  @Test(arguments: ["tall", "alpha", "16 bits"], [1, 2, 7, 16, 299])
  func figuresDependNeitherOnBandsNorOnJobs(name: String, rows: Int) throws {
    let golden = try #require(PerceptualGolden.all.first { $0.name == name })
    let whole = try golden.difference()
    for jobs in [1, 3] {
      let found = try golden.difference(rows: rows, jobs: jobs)
      #expect(found.ssimulacra2 == whole.ssimulacra2 && found.flip == whole.flip)
    }
  }

  @Test(arguments: 1...4, [(8, 8), (40, 33)])
  func equalPicturesLookTheSame(channels: Int, size: (Int, Int)) throws {
    let layout = ImageLayout(width: size.0, height: size.1, channels: channels, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 5)
    let found = try perceptualDifference(MemorySource(image), MemorySource(image))
    #expect(found.ssimulacra2 == 100)
    #expect(found.flip == 0)
  }

  @Test(arguments: [(7, 40), (40, 7), (1, 1), (5, 4)])
  func smallPicturesHaveNoSimilarity(size: (Int, Int)) throws {
    let layout = ImageLayout(width: size.0, height: size.1, channels: 3, depth: .eight)
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let found = try perceptualDifference(MemorySource(one), MemorySource(other))
    #expect(found.ssimulacra2 == nil)
    let expected = referenceFlip(shares(of: one), shares(of: other), width: size.0)
    #expect(abs(try #require(found.flip) - expected) < 1e-5)
  }

  @Test(arguments: [1e30, 1e200, .infinity])
  func hugeErrorsAreNoGoodScore(error: Double) {
    let errors = [[[Double]]](
      repeating: Array(repeating: Array(repeating: error, count: 6), count: 3), count: 6)
    #expect(SimilarityWeights(scales: 6).score(errors) < -1e6)
  }

  /// Each thread holds one.
  @Test(arguments: PerceptualMeasure.allCases)
  func bandsAreSmall(measure: PerceptualMeasure) throws {
    let image = MemoryImage(
      noise: ImageLayout(width: 2048, height: 96, channels: 1, depth: .eight), seed: 6)
    var options = ComparisonOptions()
    options.structuralSimilarity = .none
    options.perceptual = [measure]
    let found = try ImageDifference(
      MemorySource(image), MemorySource(image), options: options,
      within: MemoryAllowance(name: "the comparison", bytes: 8 << 20))
    #expect(found.ssimulacra2 ?? 100 == 100 && found.flip ?? 0 == 0)
  }

  @Test func nothingIsMeasuredUnasked() throws {
    let found = try PerceptualGolden.all[0].difference([])
    #expect(found.ssimulacra2 == nil && found.flip == nil)
  }

  /// Where errors are gross, what 32 bits round does not count.
  @Test(arguments: [(8, 8), (19, 33), (64, 17)], [ImageLayout.Depth.eight, .sixteen])
  func figuresAgreeWithTheirDefinitions(size: (Int, Int), depth: ImageLayout.Depth) throws {
    let layout = ImageLayout(width: size.0, height: size.1, channels: 3, depth: depth)
    let (one, other) = (
      MemoryImage(drawn: layout, .none), MemoryImage(noise: layout, seed: 3)
    )
    let found = try perceptualDifference(MemorySource(one), MemorySource(other))
    let similarity = referenceScaledSimilarity(
      shares(of: one), shares(of: other), width: size.0)
    #expect(abs(try #require(found.ssimulacra2) - similarity) < 0.01, "\(similarity)")
    let flip = referenceFlip(shares(of: one), shares(of: other), width: size.0)
    #expect(abs(try #require(found.flip) - flip) < 1e-5, "\(flip)")
  }

  /// The mean is over pixels that count, without what smoothing brings to others.
  @Test(arguments: [1, 5, 33])
  func ignoredPixelsAreNoneOfTheMean(rows: Int) throws {
    let layout = ImageLayout(width: 40, height: 33, channels: 3, depth: .eight)
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let region = try #require(ImageRegion(x: 9, y: 0, width: 31, height: 30))
    let ignores = { (pixel: Int) in pixel % 40 >= 9 && pixel / 40 < 30 }
    var options = ComparisonOptions()
    options.perceptual = [.flip]
    let found = try ImageDifference(
      MemorySource(one), MemorySource(other), options: options,
      ignoring: IgnoredPixels([region], masks: [], of: layout), bandRows: rows)
    let (a, b) = (shares(of: one), shares(of: other))
    let seen = b.indices.map { ignores($0) ? a[$0] : b[$0] }
    let expected = referenceFlip(a, seen, width: 40) { !ignores($0) }
    #expect(abs(try #require(found.flip) - expected) < 1e-5, "\(expected)")
  }

  @Test func whatInksStandForIsMeasured() throws {
    let layout = ImageLayout(
      width: 12, height: 9, channels: 4, depth: .eight, colorModel: .cmyk)
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let inks = try perceptualDifference(MemorySource(one), MemorySource(other))
    let light = [one, other].map { image in
      let samples = (0..<layout.width * layout.height).flatMap { pixel in
        (0..<3).map { channel in
          let (ink, black) = (image.samples[4 * pixel + channel], image.samples[4 * pixel + 3])
          return UInt16((Double(ink) * Double(black) * 257 / 255).rounded())
        }
      }
      return MemoryImage(
        layout: ImageLayout(width: 12, height: 9, channels: 3, depth: .sixteen), samples: samples)
    }
    let colours = try perceptualDifference(MemorySource(light[0]), MemorySource(light[1]))
    #expect(inks.ssimulacra2 == colours.ssimulacra2 && inks.flip == colours.flip)
  }

  private func shares(of image: MemoryImage) -> [[Double]] {
    stride(from: 0, to: image.samples.count, by: 3).map { first in
      image.samples[first..<first + 3].map { Double($0) / Double(image.layout.depth.maximum) }
    }
  }
}
