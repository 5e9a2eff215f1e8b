import TestSupport
import Testing
import UpsampleBase

@testable import Upsample

@Suite struct FitTests {
  @Test func agreesWithNumPy() throws {
    let folder = try TestFolder()
    var options = FitOptions()
    (options.taps, options.degradations) = (3, [Degradation(.area)])
    let fit = try fitKernel(to: fittedPictures(folder, 1), heldBack: [], options: options)
    #expect(fit.taps.shape == [6, 6])
    #expect(fit.samples == 24 * 24)
    let largest = fitGolden.map(abs).max()!
    for (tap, golden) in zip(fit.taps.scalars, fitGolden) {
      #expect(abs(Double(tap) - golden) < 1e-5 * largest)
    }
  }

  @Test(arguments: [2, 3, 4], [1, 2, 5, 8]) func keepsConstants(scale: Int, taps: Int) throws {
    let folder = try TestFolder()
    var options = FitOptions()
    (options.scale, options.taps) = (scale, taps)
    options.degradations = [Degradation(.bicubic), Degradation(.lanczos3)]
    let fit = try fitKernel(to: fittedPictures(folder, 1), heldBack: [], options: options)
    let side = fit.taps.shape[0]
    for phase in 0..<scale * scale {
      var sum = 0.0
      for y in stride(from: phase / scale, to: side, by: scale) {
        for x in stride(from: phase % scale, to: side, by: scale) {
          sum += Double(fit.taps[y, x])
          #expect(abs(fit.taps[y, x] - fit.taps[x, y]) < 1e-6)
          #expect(abs(fit.taps[y, x] - fit.taps[side - 1 - y, x]) < 1e-6)
        }
      }
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test func sameForAnyJobsAndOrder() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 5)
    var options = FitOptions()
    (options.taps, options.degradations) = (5, Degradation.mixture)
    options.jobs = 1
    let one = try fitKernel(to: pictures, heldBack: [], options: options)
    options.jobs = 4
    let other = try fitKernel(to: pictures.reversed(), heldBack: [], options: options)
    #expect(one.taps == other.taps)
    #expect(one.images == 5)
  }

  @Test func measuresWhatWasHeldBack() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 4)
    var options = FitOptions()
    options.taps = 5
    var told: Double?
    let fit = try fitKernel(
      to: Array(pictures.dropFirst()), heldBack: [pictures[0]], options: options,
      progress: { told = $1 })
    #expect(fit.quality.map(\.kernel) == ["bilinear", "bicubic", "lanczos3", "fitted"])
    let fitted = try #require(fit.quality.last?.psnr[0])
    #expect(abs(try #require(told) - fitted) < 2)
    #expect(fit.quality.allSatisfy { $0.psnr[0] <= fitted })
  }

  @Test func leavesOutDamagedPictures() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 2)
    let damaged = try folder.file(
      "damaged.png", Array(grayPNG(width: 48, height: 48, level: fittedLevel).prefix(900)))
    let options = FitOptions()
    var failures: [UpsampleError] = []
    let fit = try fitKernel(
      to: pictures + [(name: FilePath("damaged.png"), path: damaged)], heldBack: [],
      options: options, failed: { failures.append($0) })
    let sound = try fitKernel(to: pictures, heldBack: [], options: options)
    #expect(failures.count == 1)
    #expect(fit.taps == sound.taps)
    #expect(throws: UpsampleError.self) {
      try fitKernel(
        to: [(name: FilePath("damaged.png"), path: damaged)], heldBack: [], options: options)
    }
  }

  @Test func sumsOfPartsAddUp() {
    var random = SplitMix64(seed: 7)
    var whole = NormalSums(columns: 5)
    var parts = [NormalSums(columns: 5), NormalSums(columns: 5)]
    var blocks = [SampleBlock(columns: 5), SampleBlock(columns: 5), SampleBlock(columns: 5)]
    for sample in 0..<301 {
      let numbers = (0..<5).map { _ in Int16(Int(random.next() % 8161) - 4080) }
      func fill(_ place: UnsafeMutablePointer<Int16>) {
        for (column, number) in numbers.enumerated() {
          place[column * SampleBlock.capacity] = number
        }
      }
      blocks[2].add(to: &whole, weight: 3, fill)
      blocks[sample % 2].add(to: &parts[sample % 2], weight: 3, fill)
    }
    blocks[2].flush(to: &whole, weight: 3)
    for part in 0..<2 { blocks[part].flush(to: &parts[part], weight: 3) }
    parts[0] += parts[1]
    #expect(parts[0] == whole)
    #expect(whole.samples == 903)
  }
}
